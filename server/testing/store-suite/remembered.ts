import { describe, expect, it } from 'vitest';
import { often } from '../often';
import { noFilter } from '../../store/no-filter';
import type { Store } from '../../store/store';
import type { CompletionFilter, TableRow } from '../../store/table/query';
import { actor, DAY, PROVIDER, START } from './acts';
import { tableQuery } from './samples';

export function describeRemembered(store: () => Store): void {
  describe('what is counted again and again', () => {
    const seeds = [1, 2, 3, 4].slice(0, often(1, 4));
    it.each(seeds)(
      'is what the table shows, whatever was written in between (%i)',
      async (seed) => {
        const act = actor(store(), seed);
        for (let n = 0; n < 25; n += 1) await act();
        // Asked once, so that there is something to remember, and again after each few writes.
        for (let round = 0; round < often(5, 12); round += 1) {
          for (const filter of filters(seed)) await compare(store(), filter);
          for (let n = 0; n < 1 + (round % 4); n += 1) await act();
        }
      },
      300_000,
    );
  });
}

function filters(seed: number): CompletionFilter[] {
  const own = { ...noFilter, providers: [PROVIDER] };
  const odd = START + seed * 700_000 + 17;
  return [
    own,
    { ...own, metadata: [['lot', 'lot-1']] },
    { ...own, metadata: [['lot', 'lot-0']], models: ['a', 'b'], created: { min: odd } },
    { ...own, metadataNot: [['review', 'good']], states: ['complete'] },
    { ...own, metadataExists: ['review'], created: { min: odd, max: odd + 40 * DAY } },
    { ...own, metadataMissing: ['lot'] },
    { ...own, tokens: { min: 300, max: 1_200 }, created: { max: odd + 5_000 } },
    { ...own, cost: { min: 0.0005 } },
    { ...own, reasons: ['user_stop'] },
    { ...own, toolCalls: true, latency: { max: 5_000 } },
  ];
}

async function compare(store: Store, filter: CompletionFilter): Promise<void> {
  const { rows, total } = await store.query(tableQuery(filter, { countBudgetMs: 60_000 }));
  expect(total).toEqual({ value: rows.length, relation: 'exact' });
  const middle = rows[Math.floor(rows.length / 2)];
  if (middle && middle !== rows.at(-1)) {
    const after = { value: null, k: middle.k };
    const part = tableQuery(filter, { after, limit: 1, countBudgetMs: 60_000 });
    expect((await store.query(part)).preceding.value).toBe(rows.indexOf(middle) + 1);
  }
  await compareFacets(store, filter, rows);
  await compareWide(store, filter, rows);
  for (const split of [{ by: 'model' }, { by: 'metadata', key: 'lot' }] as const) {
    const nameOf = (row: TableRow) =>
      split.by === 'model' ? row.model : (row.metadata[split.key] ?? '(none)');
    for (const bucket of [DAY, 500]) {
      const { series } = await store.series({ filter, bucket, split });
      for (const { name, points } of series) {
        const its = rows.filter((row) => nameOf(row) === name);
        expect(points.reduce((all, { count }) => all + count, 0)).toBe(its.length);
        expect(points.reduce((all, { tokens }) => all + tokens, 0)).toBe(
          sum(its.map((row) => row.total_tokens)),
        );
        expect(points.map(({ t }) => t)).toEqual(
          points.map(({ t }) => t).toSorted((a, b) => a - b),
        );
      }
      expect(series.map(({ name }) => name).toSorted()).toEqual(
        [...new Set(rows.map(nameOf))].toSorted(),
      );
    }
    const {
      total: all,
      lines,
      points,
    } = await store.insights({
      filter,
      bucket: DAY,
      split,
      verdictKey: 'review',
    });
    expect(all).toEqual(figuresOf(rows));
    for (const { name, points: _, isAbsent: __, ...line } of lines)
      expect(line).toEqual(figuresOf(rows.filter((row) => nameOf(row) === name)));
    expect(sum(lines.map(({ count }) => count))).toBe(rows.length);
    for (const { t, ...figures } of points)
      expect(figures).toEqual(
        figuresOf(rows.filter(({ created }) => created >= t && created < t + DAY)),
      );
  }
}

/** Of a key that nearly each row has another value of, five names are told apart. */
async function compareWide(
  store: Store,
  filter: CompletionFilter,
  rows: readonly TableRow[],
): Promise<void> {
  const split = { by: 'metadata', key: 'trace' } as const;
  const { series } = await store.series({ filter, bucket: DAY, split });
  const countOf = ({ points }: (typeof series)[number]) => sum(points.map(({ count }) => count));
  const ofValues = ranked(rows.flatMap(({ metadata }) => metadata['trace'] ?? []));
  const counts = ofValues.map(({ count }) => count);
  const absent = rows.length - sum(counts);
  const most = [...counts, ...(absent > 0 ? [absent] : [])].toSorted((a, b) => b - a);
  const told = series.filter(({ isRest }) => !isRest);
  expect(told.map(countOf)).toEqual(most.slice(0, 5));
  for (const line of told)
    expect(countOf(line)).toBe(
      line.isAbsent ? absent : ofValues.find(({ value }) => value === line.name)?.count,
    );
  expect(sum(series.map(countOf))).toBe(rows.length);
}

async function compareFacets(
  store: Store,
  filter: CompletionFilter,
  rows: readonly TableRow[],
): Promise<void> {
  const facets = await store.facets(filter, Infinity);
  expect(facets.relation).toBe('exact');
  expect(facets.models).toEqual(ranked(rows.map(({ model }) => model)));
  for (const key of ['lot', 'review']) {
    const values = ranked(rows.flatMap(({ metadata }) => metadata[key] ?? []));
    const facet = facets.metadata.find((each) => each.key === key);
    expect(facet?.values ?? []).toEqual(values);
    expect(facet?.count ?? 0).toBe(sum(values.map(({ count }) => count)));
  }
  const traces = rows.filter(({ metadata }) => metadata['trace'] !== undefined).length;
  expect(facets.metadata.find(({ key }) => key === 'trace')?.count ?? 0).toBe(traces);
}

function figuresOf(rows: readonly TableRow[]): object {
  const costs = rows.flatMap(({ cost }) => cost ?? []);
  const whole = rows.filter(({ state }) => state === 'complete');
  const failed = rows.filter(({ state }) => state === 'incomplete');
  return {
    count: rows.length,
    promptTokens: sum(rows.map((row) => row.prompt_tokens)),
    completionTokens: sum(rows.map((row) => row.completion_tokens)),
    cost: costs.length === 0 ? null : expect.closeTo(sum(costs), 9),
    failures: ranked(failed.flatMap(({ reason }) => reason ?? [])),
    endings: ranked(whole.flatMap(({ finish_reason: reason }) => reason ?? [])),
    verdicts: ranked(rows.flatMap(({ metadata }) => metadata['review'] ?? [])),
    totalMs: percentilesOf(rows.flatMap(({ total_ms: ms }) => ms ?? [])),
    firstTokenMs: percentilesOf(rows.flatMap(({ first_token_ms: ms }) => ms ?? [])),
  };
}

/** Each within 1.5 % of the value that stands at its place, and what rounding adds to it. */
function percentilesOf(values: number[]): unknown {
  if (values.length === 0) return null;
  const ordered = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const value = ordered[Math.ceil(ordered.length * share) - 1] ?? 0;
    return expect.toSatisfy((told: number) => Math.abs(told / value - 1) < 0.016, `near ${value}`);
  };
  return { p50: at(0.5), p95: at(0.95) };
}

function ranked(values: readonly string[]): { value: string; count: number }[] {
  return [...new Set(values)]
    .map((value) => ({ value, count: values.filter((each) => each === value).length }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((all, value) => all + (value ?? 0), 0);
}
