import { describe, expect, it } from 'vitest';
import { keep, keepTagged, sampleDraft, tableIds, tableQuery, walk } from './samples';
import type { Store } from '../../store/store';

/** Other tests leave more in it than a page has. */
const EVERYTHING = 100_000;

export function describeTrash(store: () => Store): void {
  const trashed = async () => (await store().trash({ limit: EVERYTHING })).rows.map(({ id }) => id);

  describe('a deleted completion', () => {
    describeGoneFromEverything(store);

    it('comes back exactly as it was', async () => {
      const messages = '[{"role":"user","content":"trash restore \\ud83d 4944116822809979520"}]';
      const draft = { messages, metadata: { env: 'prod', 'a.b': 'ö' } };
      const id = await keep(store(), { draft });
      await store().updateMetadata(id, { env: 'test', more: '1' }, 'any');
      const before = await store().retrieve(id, 'any');
      await store().delete(id, 'any');
      expect(await store().restore(id)).toBe(true);

      expect(await store().retrieve(id, 'complete')).toEqual(before);
      expect(await store().messages(id, 'any')).toBe(messages);
      expect(await tableIds(store(), { metadata: [['more', '1']], search: 'restore' })).toEqual([
        id,
      ]);
      expect(await trashed()).not.toContain(id);
      expect(await store().restore(id)).toBe(false);
      expect(await store().delete(id, 'complete')).toBe(true);
    });

    it('keeps its place for whoever walks on from it', async () => {
      const ids = [];
      for (let i = 0; i < 3; i += 1) ids.push(await keepTagged(store(), { walk: 'trash' }));
      const [first = '', middle = '', last = ''] = ids;
      await store().delete(middle, 'complete');
      const metadata = [['walk', 'trash']] as const;
      const page = await store().list({ after: middle, limit: 9, order: 'asc', metadata });
      expect(page.rows.map(({ id }) => id)).toEqual([last]);
      await store().restore(middle);
      expect(await walk(store(), { order: 'asc', metadata: { walk: 'trash' } })).toEqual(ids);
      expect(first).not.toBe(last);
    });

    it('is listed newest deletion first, page by page', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 5; i += 1) ids.push(await keep(store()));
      for (const id of ids) await store().delete(id, 'any');
      const all = await trashed();
      const seen: string[] = [];
      let after;
      for (;;) {
        const page = await store().trash({ limit: 2, after });
        seen.push(...page.rows.map(({ id }) => id));
        after = page.rows.at(-1);
        expect(page.total).toBe(all.length);
        if (!page.hasMore) break;
      }
      expect(seen).toEqual(all);
      expect(seen.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
    });

    it('that no rule deleted is listed as deleted by people', async () => {
      const id = await keep(store());
      await store().delete(id, 'any');
      const people = await store().trash({ limit: EVERYTHING, by: 'people' });
      expect(people.rows.find((row) => row.id === id)?.job).toBeNull();
      expect(people.total).toBe(people.found.people);
      const rules = await store().trash({ limit: EVERYTHING, by: 'rules' });
      expect(rules.rows.map((row) => row.id)).not.toContain(id);
      expect(rules.total).toBe(rules.found.rules);
    });

    it('is not kept when it was running: there is nothing to bring back', async () => {
      const draft = sampleDraft();
      await store().begin(draft);
      await store().delete(draft.id, 'any');
      expect(await store().restore(draft.id)).toBe(false);
      expect(await trashed()).not.toContain(draft.id);
    });
  });

  describeErasing(store);
}

function describeGoneFromEverything(store: () => Store): void {
  it('is in no list, count, facet, series or search', async () => {
    const draft = {
      metadata: { shelf: 'trash-a' },
      messages: '[{"role":"user","content":"quetzalcoatl"}]',
    };
    const [gone, stays] = [
      await keep(store(), { draft, outcome: { model: 'trash-gone' } }),
      await keep(store(), { draft }),
    ];
    await store().delete(gone, 'complete');

    expect(await walk(store(), { order: 'asc', metadata: draft.metadata })).toEqual([stays]);
    for (const filter of [{ search: 'quetzalcoatl' }, { metadataExists: ['shelf'] }]) {
      const { rows, total } = await store().query(tableQuery(filter));
      expect([rows.map(({ id }) => id), total]).toEqual([[stays], { value: 1, relation: 'exact' }]);
    }
    const { filter } = tableQuery({ search: 'quetzalcoatl' });
    const { models } = await store().facets(filter, Infinity);
    expect(models).toEqual([{ value: 'gpt-test', count: 1 }]);
    const { series } = await store().series({ filter });
    expect(series.flatMap(({ points }) => points).map(({ count }) => count)).toEqual([1]);
    expect(await store().updateMetadata(gone, {}, 'any')).toEqual({ kind: 'missing' });
  });
}

function describeErasing(store: () => Store): void {
  it('is beyond recovery once it is erased', async () => {
    const id = await keep(store());
    expect(await store().erase(id)).toBe(false);
    await store().delete(id, 'any');
    expect(await store().erase(id)).toBe(true);
    expect(await store().restore(id)).toBe(false);
    expect(await store().retrieve(id, 'any')).toBeNull();
  });

  it('is erased when its time in the trash is over, oldest first, so many at a time', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 4; i += 1) ids.push(await keep(store()));
    for (const id of ids) await store().delete(id, 'any');
    const { rows, total } = await store().trash({ limit: EVERYTHING });
    const oldest = Math.min(...rows.map(({ deletedAt }) => deletedAt));
    expect(await store().eraseDeletedBefore(oldest, 10)).toBe(0);

    const future = Math.max(...rows.map(({ deletedAt }) => deletedAt)) + 1;
    expect(await store().eraseDeletedBefore(future, 3)).toBe(3);
    const left = await store().trash({ limit: EVERYTHING });
    expect(left.total).toBe(total - 3);
    expect(left.rows).toEqual(rows.slice(0, -3));
  });
}
