import { expect, it } from 'vitest';
import { keep, tableQuery } from './samples';
import { noFilter } from '../../store/no-filter';
import { firstOfSecond } from '../../store/position';
import type { Store } from '../../store/store';
import type { Figures, InsightsQuery } from '../../store/table/query';

const SECOND = 1_510_000_000;

const at = (created: number, n = 3) => ({ created, k: firstOfSecond(created) + n });

export function describeInsights(store: () => Store): void {
  describeSums(store);
  describeMarks(store);
  describeRest(store);
}

function describeSums(store: () => Store): void {
  it('adds up what rows cost, how long they took, how they failed and how they were judged', async () => {
    const provider = 'insights';
    const row = (offset: number, outcome: object, metadata: Record<string, string> = {}) =>
      keep(store(), { draft: { provider, metadata, ...at(SECOND + offset) }, outcome });
    const figures = { promptTokens: 10, completionTokens: 5, totalMs: 1_000, firstTokenMs: 200 };
    await row(0, { ...figures, model: 'a', cost: 1 }, { review: 'good', lot: 'x' });
    await row(1, { ...figures, model: 'a', cost: null, finishReason: 'length' }, { review: 'bad' });
    await row(2, {
      ...figures,
      model: 'a',
      cost: null,
      state: 'incomplete',
      reason: 'upstream_error',
    });
    await row(4_000, { ...figures, model: 'b', cost: 2, totalMs: 9_000 }, { review: 'good' });
    const filter = { ...noFilter, providers: [provider] };
    const query: InsightsQuery = {
      filter,
      split: { by: 'model' },
      bucket: 3_600,
      verdictKey: 'review',
    };
    const { total, points, lines, ...range } = await store().insights(query);
    expect(total).toMatchObject({ count: 4, promptTokens: 40, cost: 3 });
    expect(range).toEqual({ bucket: 3_600, from: SECOND, to: SECOND + 4_001 });
    expect(points.map(({ t, count }) => [t, count])).toEqual([
      [SECOND - (SECOND % 3_600), 3],
      [SECOND - (SECOND % 3_600) + 3_600, 1],
    ]);
    expect(points[0]).toMatchObject({
      promptTokens: 30,
      completionTokens: 15,
      failures: [{ value: 'upstream_error', count: 1 }],
      endings: [
        { value: 'length', count: 1 },
        { value: 'stop', count: 1 },
      ],
      verdicts: [
        { value: 'bad', count: 1 },
        { value: 'good', count: 1 },
      ],
    });
    expect(lines.map(({ name, count }) => [name, count])).toEqual([
      ['a', 3],
      ['b', 1],
    ]);
    expect(lines[1]).toMatchObject({
      cost: 2,
      failures: [],
      verdicts: [{ value: 'good', count: 1 }],
    });
    expect(lines[1]?.points).toEqual([
      { t: SECOND - (SECOND % 3_600) + 3_600, count: 1, tokens: 15, cost: 2 },
    ]);
    expect(within(lines[1]?.totalMs?.p50, 9_000)).toBe(true);
    expect(within(lines[0]?.firstTokenMs?.p95, 200)).toBe(true);

    const byLot = await store().insights({ ...query, split: { by: 'metadata', key: 'lot' } });
    expect(byLot.lines.map(({ name, isAbsent, count }) => [name, isAbsent, count])).toEqual([
      ['(none)', true, 3],
      ['x', undefined, 1],
    ]);
    const whole = await store().insights({ filter, bucket: 3_600, verdictKey: 'nobody' });
    expect(whole.lines).toEqual([]);
    expect(whole.points.flatMap(({ verdicts }) => verdicts)).toEqual([]);
  });
}

function describeMarks(store: () => Store): void {
  it('counts in each mark what the table shows for its filter', async () => {
    const provider = 'insights-links';
    const reasons = ['user_stop', 'upstream_error', 'upstream_timeout'] as const;
    for (let i = 0; i < 40; i += 1) {
      const isFailed = i % 5 === 0;
      await keep(store(), {
        draft: {
          provider,
          metadata: i % 3 === 0 ? { review: `v${i % 4}` } : {},
          ...at(SECOND + i * 97, i),
        },
        outcome: {
          model: `m${i % 7}`,
          state: isFailed ? 'incomplete' : 'complete',
          reason: isFailed ? reasons[i % 3]! : null,
          finishReason: isFailed ? null : i % 2 === 0 ? 'stop' : 'length',
        },
      });
    }
    const filter = { ...noFilter, providers: [provider] };
    const bucket = 600;
    const { points, lines } = await store().insights({
      filter,
      split: { by: 'model' },
      bucket,
      verdictKey: 'review',
    });
    const total = async (more: object) =>
      (await store().query(tableQuery({ ...filter, ...more }))).total.value;
    const each = async (figures: Figures, part: object) => {
      expect(await total(part)).toBe(figures.count);
      for (const { value, count } of figures.failures)
        expect(await total({ ...part, reasons: [value] })).toBe(count);
      for (const { value, count } of figures.endings)
        expect(await total({ ...part, states: ['complete'], finishReasons: [value] })).toBe(count);
      for (const { value, count } of figures.verdicts)
        expect(await total({ ...part, metadata: [['review', value]] })).toBe(count);
    };
    for (const { t, ...figures } of points)
      await each(figures, { created: { min: t, max: t + bucket } });
    for (const { name, ...figures } of lines) await each(figures, { models: [name] });
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(40);
  });
}

function describeRest(store: () => Store): void {
  it('puts together what is beyond the most frequent names', async () => {
    const provider = 'insights-many';
    for (let i = 0; i < 53; i += 1)
      await keep(store(), {
        draft: { provider, ...at(SECOND + 50_000 + i) },
        outcome: { model: `many-${String(i).padStart(2, '0')}` },
      });
    const filter = { ...noFilter, providers: [provider] };
    const { lines } = await store().insights({
      filter,
      split: { by: 'model' },
      verdictKey: 'review',
    });
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toMatchObject({ name: 'other', isRest: true, count: 3 });
  });

  it('is empty when nothing matches, and takes odd times for what they are', async () => {
    const nobody = { ...noFilter, providers: ['insights-nobody'] };
    const none = await store().insights({
      filter: nobody,
      split: { by: 'model' },
      verdictKey: 'x',
    });
    expect(none).toMatchObject({ points: [], lines: [] });
    const provider = 'insights-odd';
    for (const [i, totalMs] of [0, -5, 0.2, null, 1e9].entries())
      await keep(store(), {
        draft: { provider, ...at(SECOND + 90_000 + i) },
        outcome: {
          totalMs,
          firstTokenMs: null,
          promptTokens: null,
          completionTokens: null,
          cost: null,
        },
      });
    const { points } = await store().insights({
      filter: { ...noFilter, providers: [provider] },
      bucket: 86_400,
      verdictKey: 'review',
    });
    const [all] = points;
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    expect(all).toMatchObject({ cost: null, firstTokenMs: null });
  });
}

function within(value: number | undefined, expected: number): boolean {
  return value !== undefined && Math.abs(value / expected - 1) <= 0.016;
}
