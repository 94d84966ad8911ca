import { describe, expect, it } from 'vitest';
import { comingAndGoing, drawing } from './acts';
import { keep, sampleDraft, sampleOutcome, tableQuery } from './samples';
import { noFilter } from '../../store/no-filter';
import { firstOfSecond, secondOf } from '../../store/position';
import type { Store } from '../../store/store';
import type { CompletionFilter, TableRow } from '../../store/table/query';
import { often } from '../often';

const PROVIDER = 'tallied';
const [HOUR, DAY] = [3_600, 86_400];
/** A day of its own, so that the hours at both ends of it are not whole days. */
const START = 1_420_070_400;

export function describeTallies(store: () => Store): void {
  describe('what is counted without a look at rows', () => {
    it('is what the rows add up to, whatever was stored, changed, deleted, restored and erased', async () => {
      for (const seed of [1, 2, 3].slice(0, often(1, 3))) {
        const act = actor(store(), seed);
        for (let round = 0; round < 3; round += 1) {
          for (let n = 0; n < 12; n += 1) await act();
          for (const filter of filters(seed)) await compare(store(), filter);
        }
      }
    }, 120_000);

    it('takes an absurd amount for a large one, and lets nobody’s writes fail of it', async () => {
      const absurd = {
        provider: 'absurd',
        created: START,
        k: firstOfSecond(START),
      };
      const outcome = {
        promptTokens: Number.MAX_SAFE_INTEGER,
        completionTokens: Number.MAX_SAFE_INTEGER,
        cost: 1e300,
        totalMs: 1e300,
      };
      const ids: string[] = [];
      for (let n = 0; n < 12; n += 1)
        ids.push(await keep(store(), { draft: { ...absurd, k: absurd.k + n }, outcome }));
      for (const id of ids) {
        expect(await store().delete(id, 'any')).toBe(true);
        await store().erase(id);
      }
      await keep(store(), { draft: absurd, outcome: { cost: 2 } });
      const filter = { ...noFilter, providers: ['absurd'] };
      const { series } = await store().series({ filter, bucket: HOUR });
      expect(series[0]?.points).toEqual([
        { t: START, count: 1, failed: 0, tokens: 46, totalMsAvg: 900.25, cost: 2 },
      ]);
    });
  });
}

/** Something that happens to a store; each call something else, the same for the same seed. */
function actor(store: Store, seed: number): () => Promise<unknown> {
  const draw = drawing(seed);
  const { below, of } = draw;
  const draft = () => {
    // Some of them months away.
    const created = START + below(4 * DAY) + (below(8) === 0 ? (below(3) - 1) * 40 * DAY : 0);
    const k = firstOfSecond(created) + below(1_000_000);
    return sampleDraft({
      k,
      created,
      provider: PROVIDER,
      requestedModel: of(['a', 'b']),
      metadata: { lot: String(below(3)) },
    });
  };
  const outcome = () =>
    sampleOutcome({
      model: of(['a', 'b', 'c']),
      state: below(4) === 0 ? 'incomplete' : 'complete',
      finishReason: of(['stop', 'length', '', null]),
      promptTokens: of([null, below(900)]),
      cost: of([null, below(1_000) / 7e5]),
      totalMs: of([null, below(9_000) + 0.125]),
    });
  const { live, acts: single } = comingAndGoing(store, draw, { draft, outcome });
  const acts = [
    ...single,
    async () => void (await store.updateMetadata(of(live) ?? '', { lot: 'tagged' }, 'any')),
    async () => {
      const brought = Array.from({ length: 3 }, () => ({
        ...draft(),
        ...outcome(),
        state: 'complete' as const,
        version: 1,
      }));
      const former = of(live);
      const [first, ...rest] = brought;
      if (!first) return;
      const records = former === undefined ? brought : [{ ...first, id: former }, ...rest];
      await store.insertRecords(records, 'replace');
      for (const { id } of records) if (!live.includes(id)) live.push(id);
    },
  ];
  return () => (below(3) === 0 ? acts[0] : of(acts))?.() ?? Promise.resolve();
}

function filters(seed: number): CompletionFilter[] {
  const own = { ...noFilter, providers: [PROVIDER] };
  const odd = START + seed * 40_000 + 17;
  return [
    own,
    { ...own, models: ['a', 'c'] },
    { ...own, states: ['incomplete', 'running'] },
    { ...own, finishReasons: ['stop', ''] },
    { ...own, created: { min: odd, max: odd + 2 * DAY + 5_000 } },
    { ...own, created: { min: odd, max: odd + 5 * HOUR } },
    { ...own, created: { min: odd, max: odd + 600 }, models: ['b'] },
    { ...own, created: { max: odd } },
    { ...own, created: { min: odd } },
    { ...own, created: { min: odd - 70 * DAY, max: odd + 75 * DAY } },
  ];
}

async function compare(store: Store, filter: CompletionFilter): Promise<void> {
  const { rows, total } = await store.query(tableQuery(filter));
  expect(total).toEqual({ value: rows.length, relation: 'exact' });
  const middle = rows[Math.floor(rows.length / 2)];
  if (middle) {
    const after = { value: null, k: middle.k };
    const { preceding } = await store.query(tableQuery(filter, { after, limit: 1 }));
    const isLast = middle === rows.at(-1);
    expect(preceding.value).toBe(isLast ? 0 : rows.indexOf(middle) + 1);
  }
  const { metadata: _, relation, ...facets } = await store.facets(filter, Infinity);
  expect(relation).toBe('exact');
  expect(facets).toEqual({
    models: ranked(rows.map(({ model }) => model)),
    providers: ranked(rows.map(({ provider }) => provider)),
    states: ranked(rows.map(({ state }) => state)),
    finishReasons: ranked(rows.flatMap(({ finish_reason: reason }) => reason ?? [])),
  });
  for (const asked of [HOUR, 3 * HOUR, DAY, 5 * DAY, 500]) {
    const split = { by: 'model' } as const;
    const { series, bucket } = await store.series({ filter, bucket: asked, split });
    const points = series.flatMap(({ name, points }) => points.map((each) => ({ name, ...each })));
    expect(sorted(points)).toEqual(sorted(pointsOf(rows, bucket)));
    await compareInsights(store, filter, { rows, bucket });
  }
}

/** By model, all of whose figures come from rows or from tallies, whichever the size of a bucket allows. */
async function compareInsights(
  store: Store,
  filter: CompletionFilter,
  { rows, bucket }: { rows: readonly TableRow[]; bucket: number },
): Promise<void> {
  const { total, points, lines } = await store.insights({
    filter,
    bucket,
    split: { by: 'model' },
    verdictKey: 'review',
  });
  const sums = (some: readonly TableRow[]) => ({
    count: some.length,
    promptTokens: some.reduce((all, row) => all + (row.prompt_tokens ?? 0), 0),
    completionTokens: some.reduce((all, row) => all + (row.completion_tokens ?? 0), 0),
    cost: costOf(some),
    endings: ranked(
      some.flatMap(({ state, finish_reason: reason }) =>
        state === 'complete' && reason !== null ? [reason] : [],
      ),
    ),
  });
  expect(total).toMatchObject(sums(rows));
  for (const { name, ...line } of lines)
    expect(line).toMatchObject(sums(rows.filter(({ model }) => model === name)));
  expect(points.reduce((all, { count }) => all + count, 0)).toBe(rows.length);
}

function ranked(values: readonly string[]): { value: string; count: number }[] {
  return [...new Set(values)]
    .map((value) => ({ value, count: values.filter((each) => each === value).length }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function pointsOf(rows: readonly TableRow[], bucket: number): object[] {
  const groups = new Map<string, TableRow[]>();
  for (const row of rows) {
    const key = `${row.model} ${Math.floor(secondOf(row.k) / bucket) * bucket}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].map(([key, all]) => {
    const [name = '', t] = key.split(' ');
    const sum = (values: (number | null)[]) => values.reduce<number>((a, b) => a + (b ?? 0), 0);
    const times = all.flatMap(({ total_ms: ms }) => ms ?? []);
    return {
      name,
      t: Number(t),
      count: all.length,
      failed: all.filter(({ state }) => state === 'incomplete').length,
      tokens: sum(all.map((row) => row.total_tokens)),
      totalMsAvg: times.length > 0 ? expect.closeTo(sum(times) / times.length, 6) : null,
      cost: costOf(all),
    };
  });
}

/** As near as sums of fractions come. */
function costOf(rows: readonly TableRow[]): unknown {
  const costs = rows.flatMap(({ cost }) => cost ?? []);
  return costs.length === 0
    ? null
    : expect.closeTo(
        costs.reduce((a, b) => a + b, 0),
        9,
      );
}

function sorted(points: object[]): object[] {
  const key = (point: object) => JSON.stringify(Object.values(point).slice(0, 2));
  return points.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
