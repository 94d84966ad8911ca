import { describe, expect, it } from 'vitest';
import { createPositions } from '../../store/completion-id';
import { keep, sampleDraft, sampleOutcome, tableIds } from './samples';
import { noFilter } from '../../store/no-filter';
import { firstOfSecond, secondOf } from '../../store/position';
import type { CompletionRecord, EndedRecord } from '../../store/records';
import type { Store } from '../../store/store';
import type { CompletionFilter } from '../../store/table/query';

/** Whole records, read in order and brought in by the batch. `store` is there once the tests run. */
export function describeRecords(store: () => Store): void {
  describeReading(store);
  describeErased(store);
  describeArrival(store);
}

function describeReading(store: () => Store): void {
  describe('reads whole records', () => {
    it('in order of position, a page at a time, and nothing newer than asked', async () => {
      const ids = await keepSeveral(store(), 'paged', 5);
      const first = await positions(store(), { models: ['paged'] }, { limit: 2 });
      expect(await idsAt(store(), first)).toEqual(ids.slice(0, 2));
      const rest = await positions(store(), { models: ['paged'] }, { after: first.at(-1) ?? 0 });
      expect(await idsAt(store(), rest)).toEqual(ids.slice(2));
      const older = { newest: rest[0] ?? 0 };
      expect(await positions(store(), { models: ['paged'] }, older)).toHaveLength(3);
      expect(await store().newestPosition()).toBeGreaterThanOrEqual(rest.at(-1) ?? 0);
    });

    it('for every part of a filter that a table takes, text included', async () => {
      const outcome = {
        model: 'worded',
        body: '{"choices":[{"message":{"content":"A brush-tail"}}]}',
      };
      const id = await keep(store(), { draft: { metadata: { zone: 'records' } }, outcome });
      await keep(store(), { outcome: { model: 'worded' } });
      const filters: Partial<CompletionFilter>[] = [
        { search: 'brush-tail' },
        { metadata: [['zone', 'records']] },
        { metadataExists: ['zone'], search: 'brush-tail' },
      ];
      for (const filter of filters) {
        expect(await idsAt(store(), await positions(store(), filter))).toEqual([id]);
      }
    });

    it('until the bytes are spent, and one at least', async () => {
      const draft = { messages: JSON.stringify(['x'.repeat(5_000)]) };
      for (let i = 0; i < 3; i++) await keep(store(), { draft, outcome: { model: 'wide' } });
      const at = await positions(store(), { models: ['wide'] });
      const one = await store().records(at, 1);
      expect([one.records.length, one.read]).toEqual([1, 1]);
      const two = await store().records(at, 6_000);
      expect([two.records.length, two.read]).toEqual([2, 2]);
      expect(await store().records(at, 1e9)).toMatchObject({ read: 3 });
    });

    it('and says which ids are known, also by the id that their provider gave them, in the trash as well', async () => {
      const upstream = { upstreamId: 'known-up' };
      const id = await keep(store(), { draft: { provider: 'known' }, outcome: upstream });
      const ids = ['known-up', id, 'known-none'];
      for (const isDeleted of [false, true]) {
        if (isDeleted) await store().delete(id, 'any');
        expect(await store().knownIds(ids)).toEqual([id]);
        expect((await store().knownIds(ids, 'known')).toSorted()).toEqual([id, 'known-up']);
        expect(await store().knownIds(ids, 'other')).toEqual([id]);
      }
    });

    it('of those ids that are stored, and leaves out what is deleted meanwhile', async () => {
      const ids = await keepSeveral(store(), 'named', 3);
      const at = await store().positionsOf(['chatcmpl-none', ...ids.toReversed()]);
      expect(await idsAt(store(), at)).toEqual(ids);
      const sorting = { sort: 'created', order: 'desc' } as const;
      const newestFirst = await store().positionsOf(ids, sorting);
      expect(await idsAt(store(), newestFirst)).toEqual(ids.toReversed());
      // As many bytes at a time as one of them has: the order stays.
      const first = await store().records(newestFirst, 0);
      expect(first).toMatchObject({ read: 1, records: [{ id: ids[2] }] });
      await store().delete(ids[1] ?? '', 'any');
      const rest = await store().records(newestFirst.slice(first.read), 1e9);
      expect(rest).toMatchObject({ read: 2, records: [{ id: ids[0] }] });
      const page = await store().records(at, 1e9);
      expect(page.records.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
      expect(page.read).toBe(3);
    });
  });
}

function describeErased(store: () => Store): void {
  const trashed = async (id: string) => {
    const [row] = (await store().trash({ limit: 1, id })).rows;
    if (!row) throw new Error(`${id} is not in the trash`);
    return row;
  };

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['by hand', (id) => store().erase(id)],
    ['by its position', async (id) => store().eraseAt([(await trashed(id)).k])],
    [
      'when its time is over',
      async (id) => {
        // Others of that second may go with it.
        await store().eraseDeletedBefore((await trashed(id)).deletedAt + 1, 10_000);
      },
    ],
    [
      'for one from a file',
      async (id) => {
        await store().insertRecords([sampleRecord({ id, upstreamId: null })], 'replace');
      },
    ],
  ])('knows what was erased %s by its provider’s id alone', async (way, erase) => {
    const upstreamId = `erased-${way}`;
    const id = await keep(store(), { draft: { provider: 'known' }, outcome: { upstreamId } });
    await keep(store(), { draft: { provider: 'known' }, outcome: { upstreamId: null } });
    await store().delete(id, 'any');
    await erase(id);
    expect((await store().trash({ limit: 1, id })).rows).toEqual([]);
    const asked = [upstreamId, `${upstreamId}-other`];
    expect(await store().knownIds(asked, 'known')).toEqual([upstreamId]);
    expect(await store().knownIds(asked, 'other')).toEqual([]);
    expect(await store().knownIds(asked)).toEqual([]);
  });
}

function describeArrival(store: () => Store): void {
  describe('brings whole records in', () => {
    it('so that every field comes out as it was', async () => {
      const record = sampleRecord({ metadata: { env: 'imported' }, caller: 'dashboard' });
      expect(await store().insertRecords([record], 'skip')).toEqual(['added']);
      expect(await recordOf(store(), record.id)).toEqual(record);
      expect(await tableIds(store(), { metadata: [['env', 'imported']] })).toEqual([record.id]);
    });

    it('findable by what was said in them', async () => {
      const record = sampleRecord({
        messages: '[{"role":"user","content":"Where do Sea-Otters live?"}]',
      });
      await store().insertRecords([record], 'skip');
      expect(await tableIds(store(), { search: 'sea-otter' })).toEqual([record.id]);
    });

    it('and skips those that are stored already, or replaces them, as asked', async () => {
      const record = sampleRecord({ metadata: { stage: 'first', kept: 'no' } });
      await store().insertRecords([record], 'skip');
      const other = {
        ...record,
        metadata: { stage: 'second' },
        messages: '["a stick-bug"]',
        version: 7,
      };
      expect(await store().insertRecords([other], 'skip')).toEqual(['skipped']);
      expect(await recordOf(store(), record.id)).toEqual(record);
      const said = { ...other, messages: '[{"content":"a stick-bug"}]' };
      expect(await store().insertRecords([said], 'replace')).toEqual(['replaced']);
      expect(await recordOf(store(), record.id)).toEqual(said);
      expect(await tableIds(store(), { metadataExists: ['kept'] })).toEqual([]);
      expect(await tableIds(store(), { search: 'stick-bug' })).toEqual([record.id]);
    });

    it('and never touches one that is being generated', async () => {
      const draft = sampleDraft();
      await store().begin(draft);
      const record = sampleRecord({ id: draft.id });
      expect(await store().insertRecords([record], 'skip')).toEqual(['skipped']);
      expect(await store().insertRecords([record], 'replace')).toEqual(['running']);
      expect(await store().finish(draft.id, sampleOutcome())).toBe(true);
    });

    it('and moves one whose position another has to the next free one of its second', async () => {
      const last = firstOfSecond(1_700_000_001) - 1;
      const at = { k: last, created: 1_700_000_000, model: 'moved' };
      const ids = ['moved-a', 'moved-b', 'moved-c'];
      await store().insertRecords([sampleRecord({ ...at, id: 'moved-a' })], 'skip');
      const others = ids.slice(1).map((id) => sampleRecord({ ...at, id }));
      expect(await store().insertRecords(others, 'skip')).toEqual(['added', 'added']);
      const found = await positions(store(), { models: ['moved'] });
      expect(found).toHaveLength(3);
      expect(found.map((k) => secondOf(k))).toEqual(Array(3).fill(1_700_000_000));
      const list = await store().list({ limit: 10, order: 'asc', model: 'moved', metadata: [] });
      expect(list.rows.map(({ id }) => id).sort()).toEqual(ids);
    });

    it('and takes the place of what waits in the trash under the same id', async () => {
      const record = sampleRecord({ messages: '[{"content":"a bilby that hides"}]' });
      await store().insertRecords([record], 'skip');
      await store().delete(record.id, 'any');
      const neighbour = sampleRecord({ k: record.k, created: record.created });
      expect(await store().insertRecords([neighbour], 'skip')).toEqual(['added']);
      expect(await store().insertRecords([record], 'skip')).toEqual(['added']);
      expect(await store().restore(record.id)).toBe(false);
      expect(await tableIds(store(), { search: '"bilby that hides"' })).toEqual([record.id]);
      expect(await recordOf(store(), neighbour.id)).not.toBeNull();
    });

    it('all of a batch or none', async () => {
      const good = sampleRecord();
      const bad = sampleRecord({ metadata: { key: '\0' } });
      await expect(store().insertRecords([good, bad], 'skip')).rejects.toThrow();
      expect(await store().retrieve(good.id, 'any')).toBeNull();
    });
  });
}

const next = createPositions();

function sampleRecord(changes: Partial<EndedRecord> = {}): EndedRecord {
  return { ...sampleDraft(), ...sampleOutcome(), ...next(), version: 3, ...changes };
}

async function keepSeveral(store: Store, model: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push(await keep(store, { outcome: { model } }));
  return ids;
}

function positions(
  store: Store,
  filter: Partial<CompletionFilter>,
  more: { after?: number; newest?: number; limit?: number } = {},
): Promise<number[]> {
  const newest = Number.MAX_SAFE_INTEGER - 1;
  return store.positions({
    filter: { ...noFilter, ...filter },
    after: -1,
    newest,
    limit: 100,
    ...more,
  });
}

async function idsAt(store: Store, at: readonly number[]): Promise<string[]> {
  return (await store.records(at, 1e9)).records.map(({ id }) => id);
}

async function recordOf(store: Store, id: string): Promise<CompletionRecord | null> {
  const { records } = await store.records(await store.positionsOf([id]), 1e9);
  return records[0] ?? null;
}
