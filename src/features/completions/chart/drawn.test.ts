import { expect, it } from 'vitest';
import type { Series } from '#contract/wire/table';
import { barsOf, placeOf } from './drawn';

const DAY = 86_400;
const T = 20_000 * DAY;

function series(
  from: number,
  to: number,
  counts: [day: number, count: number, failed?: number][],
): Series {
  const points = counts.map(([day, count, failed = 0]) => ({
    t: T + day * DAY,
    count,
    failed,
    tokens: 0,
    cost: null,
    total_ms_avg: null,
  }));
  return { bucket: DAY, from: T + from * DAY, to: T + to * DAY, series: [{ name: 'm', points }] };
}

it('tells what is in the range from what is outside, also within one bar', () => {
  const all = series(0, 40, [
    [1, 5, 2],
    [20, 9, 3],
  ]);
  const within = series(20.5, 40, [[20, 4, 1]]);
  const bars = barsOf({ all, within, asOf: 0 }, T + 20.5 * DAY);
  const at = (day: number) => bars.find(({ t }) => t === T + day * DAY);
  expect(at(1)).toMatchObject({ total: 0, counts: [0], outside: 5, failedOutside: 2 });
  expect(at(20)).toMatchObject({
    total: 4,
    counts: [4],
    failed: [1],
    outside: 5,
    failedOutside: 2,
  });
});

it('leaves out the empty time before the first, unless the range is in it', () => {
  const all = series(0, 100, [[60, 5]]);
  const first = (from: number) => barsOf({ all, within: all, asOf: 0 }, T + from * DAY)[0]?.t;
  expect(first(70)).toBe(T + 60 * DAY);
  expect(first(50)).toBe(T + 50 * DAY);
});

it('draws none where there is none, and a range without any as all outside', () => {
  const none: Series = { bucket: DAY, from: 0, to: 0, series: [] };
  expect(barsOf({ all: none, within: none, asOf: 0 }, T)).toEqual([]);
  const all = series(0, 30, [[3, 2, 1]]);
  const bars = barsOf({ all, within: none, asOf: 0 }, T + 9 * DAY);
  expect(bars.reduce((sum, { outside }) => sum + outside, 0)).toBe(2);
  expect(bars.every(({ total, counts }) => total === 0 && counts.length === 0)).toBe(true);
});

it('keeps both ends of the range where they can be seen', () => {
  const all = series(0, 40, [
    [0, 1],
    [39, 1],
  ]);
  const bars = barsOf({ all, within: all, asOf: 0 }, null);
  expect(placeOf(T - 9 * DAY, bars, DAY)).toBe(0);
  expect(placeOf(T + 2 * DAY, bars, DAY)).toBe(2);
  expect(placeOf(T + 900 * DAY, bars, DAY)).toBe(bars.length);
});
