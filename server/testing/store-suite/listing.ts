import { describe, expect, it } from 'vitest';
import { createPositions } from '../../store/completion-id';
import { keep, positionsInOneSecond, sampleDraft, walk } from './samples';
import { UnknownCursor } from '../../store/errors';
import { type Store } from '../../store/store';

/** Stores `count` rows of one model, all in one second; returns their ids, oldest first. */
async function crowd(store: Store, model: string, count: number): Promise<string[]> {
  const second = 1_700_000_000 + (hash(model) % 50_000_000);
  const positions = positionsInOneSecond(count, second);
  await Promise.all(positions.map((draft) => keep(store, { draft, outcome: { model } })));
  return positions.map(({ id }) => id);
}

export function describeListing(store: () => Store): void {
  describe('the list', () => {
    describeOrder(store);
    describeCursors(store);
  });
}

function describeOrder(store: () => Store): void {
  it.each([1, 7, 100])('is walked by %i without loss when a second is crowded', async (limit) => {
    const model = `crowd-${limit}`;
    const ids = await crowd(store(), model, 300);
    expect(await walk(store(), { order: 'asc', limit, model })).toEqual(ids);
    expect(await walk(store(), { order: 'desc', limit, model })).toEqual(ids.toReversed());
  });

  it('says that there is more only when there is', async () => {
    const model = 'has-more';
    const ids = await crowd(store(), model, 4);
    const page = (limit: number, after?: string) =>
      store().list({ limit, order: 'asc', model, metadata: [], after });
    expect((await page(3)).hasMore).toBe(true);
    expect((await page(4)).hasMore).toBe(false);
    expect((await page(5)).hasMore).toBe(false);
    expect(await page(2, ids[1])).toMatchObject({ hasMore: false, rows: [{}, {}] });
    expect(await page(2, ids[3])).toEqual({ hasMore: false, rows: [] });
  });

  it('has as many rows on a page as are not too large together, and never none', async () => {
    const model = 'large';
    const body = (megabytes: number) => JSON.stringify({ a: 'x'.repeat(megabytes * 1_000_000) });
    const ids: string[] = [];
    for (const megabytes of [1, 34, 1])
      ids.push(await keep(store(), { outcome: { model, body: body(megabytes) } }));
    const sizes: number[] = [];
    let after: string | undefined;
    for (let hasMore = true; hasMore;) {
      const page = await store().list({ limit: 100, order: 'asc', model, metadata: [], after });
      sizes.push(page.rows.length);
      after = page.rows.at(-1)?.id;
      hasMore = page.hasMore;
    }
    expect(sizes).toEqual([1, 1, 1]);
    expect(await walk(store(), { order: 'desc', limit: 100, model })).toEqual(ids.toReversed());
  });

  it('carries whole rows, and no running ones', async () => {
    const id = await keep(store(), { outcome: { model: 'whole' } });
    await store().begin(sampleDraft({ requestedModel: 'whole' }));
    const { rows } = await store().list({ limit: 9, order: 'asc', model: 'whole', metadata: [] });
    expect(rows).toEqual([await store().retrieve(id, 'complete')]);
  });

  it('can be of one model of one provider, whether it was asked for or answered', async () => {
    const route = { provider: 'routed', model: 'm' };
    const of = (provider: string, requestedModel: string, model: string) =>
      keep(store(), { draft: { provider, requestedModel }, outcome: { model } });
    const asked = await of('routed', 'm', 'm-2026-01-01');
    const answered = await of('routed', 'router', 'm');
    await of('routed', 'm-2', 'm-2');
    await of('elsewhere', 'm', 'm');
    for (const order of ['asc', 'desc'] as const) {
      const ids = await walk(store(), { order, limit: 1, route });
      expect(ids).toEqual(order === 'asc' ? [asked, answered] : [answered, asked]);
    }
    expect(await walk(store(), { order: 'asc', route, model: 'm' })).toEqual([answered]);
    const none = { no: 'pair' };
    expect(await walk(store(), { order: 'asc', route, metadata: none })).toEqual([]);
  });

  it('without any filter shows every complete row in order', async () => {
    const ids = await walk(store(), { order: 'asc' });
    expect(ids.length).toBeGreaterThan(300);
    expect(ids).toEqual(ids.toSorted());
    expect(await walk(store(), { order: 'desc', limit: 37 })).toEqual(ids.toReversed());
  });
}

function describeCursors(store: () => Store): void {
  it('goes on after a row that was deleted meanwhile', async () => {
    const model = 'deleted-cursor';
    const ids = await crowd(store(), model, 5);
    await store().delete(ids[2] ?? '', 'any');
    const after = ids[2];
    const up = await store().list({ limit: 9, order: 'asc', model, metadata: [], after });
    const down = await store().list({ limit: 9, order: 'desc', model, metadata: [], after });
    expect(up.rows.map(({ id }) => id)).toEqual(ids.slice(3));
    expect(down.rows.map(({ id }) => id)).toEqual(ids.slice(0, 2).toReversed());
  });

  it('goes on after a row that the filter does not show', async () => {
    const model = 'outside-cursor';
    const [position] = positionsInOneSecond(1, 1_790_000_000);
    const outside = await keep(store(), { ...(position && { draft: position }) });
    const newer = positionsInOneSecond(1, 1_790_000_001)[0];
    const inside = await keep(store(), { ...(newer && { draft: newer }), outcome: { model } });
    const page = { limit: 9, model, metadata: [], after: outside };
    const up = await store().list({ ...page, order: 'asc' });
    expect(up.rows.map(({ id }) => id)).toEqual([inside]);
    expect((await store().list({ ...page, order: 'desc' })).rows).toEqual([]);
  });

  it('goes on after a foreign id that is stored', async () => {
    const model = 'foreign-cursor';
    const [first, second] = positionsInOneSecond(2, 1_600_000_000);
    await keep(store(), { draft: { ...first, id: 'imported 1' }, outcome: { model } });
    await keep(store(), { draft: { ...second, id: 'imported 2' }, outcome: { model } });
    expect(await walk(store(), { order: 'asc', limit: 1, model })).toEqual([
      'imported 1',
      'imported 2',
    ]);
  });

  it('takes an id that was never stored for the place it names', async () => {
    const { id } = createPositions(() => 8_000_000_000_000)();
    const query = { limit: 1, metadata: [], after: id };
    expect((await store().list({ ...query, order: 'asc' })).rows).toEqual([]);
    expect((await store().list({ ...query, order: 'desc' })).rows).toHaveLength(1);
  });

  it.each(['', 'chatcmpl-1', 'imported 3', "' OR 1=1--"])(
    'refuses the cursor %j instead of starting over',
    async (after) => {
      const query = { limit: 5, order: 'asc' as const, metadata: [], after };
      await expect(store().list(query)).rejects.toThrow(UnknownCursor);
    },
  );
}

function hash(text: string): number {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003;
  return sum * 47;
}
