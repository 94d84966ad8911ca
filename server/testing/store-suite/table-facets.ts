import { expect, it } from 'vitest';
import { keep, tableQuery } from './samples';
import { noFilter } from '../../store/no-filter';
import { firstOfSecond } from '../../store/position';
import type { Store } from '../../store/store';
import type { Facets } from '../../store/table/query';

export function describeFacets(store: () => Store): void {
  it('counts what the matching rows have, most frequent first', async () => {
    const provider = 'table-facets';
    const draft = { provider };
    const both = { metadata: { env: 'prod', 'a.b"c': '1' }, provider };
    await keep(store(), { draft: both, outcome: { model: 'facet-a' } });
    await keep(store(), { draft: both, outcome: { model: 'facet-a', finishReason: 'length' } });
    await keep(store(), { draft: { metadata: { env: 'test' }, provider } });
    await keep(store(), { draft, outcome: { state: 'incomplete', finishReason: null } });
    expect(await store().facets({ ...noFilter, providers: [provider] }, Infinity)).toEqual<Facets>({
      models: [
        { value: 'facet-a', count: 2 },
        { value: 'gpt-test', count: 2 },
      ],
      providers: [{ value: provider, count: 4 }],
      states: [
        { value: 'complete', count: 3 },
        { value: 'incomplete', count: 1 },
      ],
      finishReasons: [
        { value: 'stop', count: 2 },
        { value: 'length', count: 1 },
      ],
      metadata: [
        {
          key: 'env',
          count: 3,
          distinct: 2,
          values: [
            { value: 'prod', count: 2 },
            { value: 'test', count: 1 },
          ],
        },
        { key: 'a.b"c', count: 2, distinct: 1, values: [{ value: '1', count: 2 }] },
      ],
      relation: 'exact',
    });
  });
}

const second = 1_500_000_000;
const at = (created: number) => ({ created, k: firstOfSecond(created) + 7 });

export function describeSeries(store: () => Store): void {
  describeLines(store);

  it('adds up buckets of time, split and not', async () => {
    const provider = 'table-series';
    const row = (offset: number, model: string, totalMs: number | null, cost: number | null) =>
      keep(store(), {
        draft: { provider, ...at(second + offset), metadata: { lot: model } },
        outcome: {
          model,
          totalMs: totalMs ?? Number.NaN,
          cost,
          ...(totalMs === null && { state: 'incomplete', reason: 'upstream_error' }),
        },
      });
    await row(0, 'series-a', 10, 1);
    await row(1, 'series-a', 30, 2);
    await row(2, 'series-b', null, null);
    await row(125, 'series-a', 5, null);
    const filter = { ...noFilter, providers: [provider] };
    const points = [
      { t: second, count: 3, failed: 1, tokens: 138, totalMsAvg: 20, cost: 3 },
      { t: second + 120, count: 1, failed: 0, tokens: 46, totalMsAvg: 5, cost: null },
    ];
    expect(await store().series({ filter, bucket: 60 })).toEqual({
      bucket: 60,
      from: second,
      to: second + 126,
      series: [{ name: 'all', points }],
    });
    for (const split of [{ by: 'model' } as const, { by: 'metadata', key: 'lot' } as const]) {
      const { series, bucket } = await store().series({ filter, split });
      expect(bucket).toBe(2);
      expect(series.map(({ name }) => name)).toEqual(['series-a', 'series-b']);
      expect(series[0]?.points.map(({ t, count }) => [t - second, count])).toEqual([
        [0, 2],
        [124, 1],
      ]);
      expect(series[1]?.points).toEqual([
        { t: second + 2, count: 1, failed: 1, tokens: 46, totalMsAvg: null, cost: null },
      ]);
    }
  });

  it('is empty when nothing matches', async () => {
    const filter = { ...noFilter, providers: ['table-nobody'] };
    expect(await store().series({ filter })).toMatchObject({ series: [] });
    expect(await store().facets(filter, Infinity)).toMatchObject({ models: [], metadata: [] });
    expect(await store().query(tableQuery(filter))).toEqual({
      rows: [],
      total: { value: 0, relation: 'exact' },
      preceding: { value: 0, relation: 'exact' },
      unsearched: 0,
      next: null,
      previous: null,
    });
  });
}

function describeLines(store: () => Store): void {
  it('shows five names at most, the rest together', async () => {
    const provider = 'table-many-series';
    for (let i = 0; i < 10; i++) {
      const draft = { provider, ...at(second + 1_000 + i) };
      await keep(store(), { draft, outcome: { model: `series-${i}` } });
    }
    const filter = { ...noFilter, providers: [provider] };
    const { series } = await store().series({ filter, split: { by: 'model' }, bucket: 3_600 });
    expect(series).toHaveLength(6);
    expect(series.at(-1)).toMatchObject({ name: 'other', points: [{ count: 5 }] });
  });

  it('shows the same of a key of many values, and what has none', async () => {
    const provider = 'table-wide-series';
    for (let i = 0; i < 60; i++) {
      // Four have two each, and two have none.
      const metadata: Record<string, string> = i < 58 ? { wide: `wide-${i < 4 ? i + 10 : i}` } : {};
      await keep(store(), { draft: { provider, metadata, ...at(second + 9_000 + i) } });
    }
    const filter = { ...noFilter, providers: [provider] };
    const split = { by: 'metadata', key: 'wide' } as const;
    const { series } = await store().series({ filter, split, bucket: 3_600 });
    const told = series.map(({ points, ...line }) => ({ ...line, count: points[0]?.count }));
    expect(told).toEqual([
      { name: '(none)', isAbsent: true, count: 2 },
      ...['wide-10', 'wide-11', 'wide-12', 'wide-13'].map((name) => ({ name, count: 2 })),
      { name: 'other', isRest: true, count: 50 },
    ]);
  });

  it('tells a value from what looks like it and is none', async () => {
    const provider = 'table-none-series';
    const values = ['(none)', 'other', 'other', undefined, undefined, undefined];
    for (const [i, env] of values.entries()) {
      const metadata: Record<string, string> = env === undefined ? {} : { env };
      await keep(store(), { draft: { provider, metadata, ...at(second + 5_000 + i) } });
    }
    const filter = { ...noFilter, providers: [provider] };
    const split = { by: 'metadata', key: 'env' } as const;
    const { series } = await store().series({ filter, split, bucket: 3_600 });
    const told = series.map(({ points, ...line }) => ({ ...line, count: points[0]?.count }));
    expect(told).toEqual([
      { name: '(none)', isAbsent: true, count: 3 },
      { name: 'other', count: 2 },
      { name: '(none)', count: 1 },
    ]);
  });
}
