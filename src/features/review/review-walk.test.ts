import { expect, it, vi } from 'vitest';
import { ApiError } from '@/api/api-error';
import type { CompletionPage } from '@/api/list-table';
import { parseCompletionSearch, type CompletionSearch } from '@/lib/completion-search';
import { sleep } from '@/lib/sleep';
import { canStep, createWalk } from './review-walk';

const search = parseCompletionSearch(new URLSearchParams('limit=4'));
const start = (id: string) => ({ id, name: id, search });

/** A list of `c0` to `c9` whose rows may be taken out while it is read; a cursor is a position, as on our server. */
function list(ms = 0) {
  const gone = new Set<number>();
  const broken = { calls: 0 };
  const asked: CompletionSearch[] = [];
  const read = async (wanted: CompletionSearch): Promise<CompletionPage> => {
    asked.push(wanted);
    await sleep(ms);
    if (broken.calls > 0) {
      broken.calls -= 1;
      throw new ApiError({ kind: 'network', message: 'away' });
    }
    const all = Array.from({ length: 10 }, (_, n) => n).filter((n) => !gone.has(n));
    const after = wanted.after === undefined ? -1 : Number(wanted.after);
    const before = wanted.before === undefined ? 10 : Number(wanted.before);
    const found = all.filter((n) => n > after && n < before);
    const rows = wanted.before === undefined ? found.slice(0, 4) : found.slice(-4);
    const [first = 0, last = 0] = [rows[0], rows.at(-1)];
    return {
      rows: rows.map((n) => ({ id: `c${n}`, input_preview: `Row ${n}` })) as CompletionPage['rows'],
      total: null,
      preceding: null,
      next: all.some((n) => n > last) ? String(last) : null,
      previous: all.some((n) => n < first) ? String(first) : null,
      leftOut: 0,
    };
  };
  return { read, gone, broken, asked };
}

it.each([0, 30])(
  'acts on each once, in order, when keys come faster than pages (%i ms)',
  async (ms) => {
    const { read } = list(ms);
    const walk = createWalk(start('c0'), read);
    const seen: string[] = [];
    for (let n = 0; n < 10; n += 1) {
      walk.act(({ id }) => seen.push(id));
      walk.step(1);
    }
    await vi.waitFor(() => expect(seen).toHaveLength(10));
    expect(seen).toEqual(Array.from({ length: 10 }, (_, n) => `c${n}`));
    expect(walk.store.getState().at).toMatchObject({ id: 'c9', name: 'Row 9' });
    await vi.waitFor(() => expect(canStep(walk.store.getState(), 1)).toBe(false));
  },
);

it('leaves nothing out and repeats nothing while verdicts take rows out of the list', async () => {
  const { read, gone } = list(5);
  const walk = createWalk(start('c0'), read);
  const seen: string[] = [];
  for (let n = 0; n < 10; n += 1) {
    walk.act(({ id }) => {
      seen.push(id);
      gone.add(Number(id.slice(1)));
    });
    walk.step(1);
  }
  await vi.waitFor(() => expect(seen).toHaveLength(10));
  expect(new Set(seen).size).toBe(10);
});

it('goes back over what is in no list any more, and before where it began', async () => {
  const { read, gone } = list();
  const walk = createWalk({ ...start('c4'), search: { ...search, after: '3' } }, read);
  gone.add(4);
  gone.add(5);
  walk.step(1);
  walk.step(-1);
  const seen: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    walk.act(({ id }) => seen.push(id));
    walk.step(-1);
  }
  await vi.waitFor(() => expect(seen).toEqual(['c4', 'c3', 'c2']));
});

it('goes on with the list where the row it began at is in it no more', async () => {
  const { read, gone } = list();
  gone.add(0);
  const walk = createWalk(start('c0'), read);
  walk.step(1);
  await vi.waitFor(() => expect(walk.store.getState().at.id).toBe('c1'));
});

it('waits through an outage with the keys that were pressed', async () => {
  vi.useFakeTimers();
  const { read, broken } = list();
  broken.calls = 5;
  const walk = createWalk(start('c0'), read);
  const seen: string[] = [];
  walk.step(1);
  walk.act(({ id }) => seen.push(id));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen).toEqual(['c1']);
  vi.useRealTimers();
});
