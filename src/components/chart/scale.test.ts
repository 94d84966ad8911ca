import { expect, it } from 'vitest';
import { formatDuration } from '@/lib/format';
import { ticksOf, topOf, topOfTime } from './scale';

it.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 4],
  [7, 8],
  [9, 10],
  [11, 20],
  [164, 200],
  [420, 600],
  [1_000, 1_000],
  [1_204, 2_000],
])('a scale up to %i ends at %i', (highest, top) => {
  expect(topOf(highest)).toBe(top);
});

it.each([
  [0.4, '1 ms'],
  [850, '1 s'],
  [5_300, '6 s'],
  [41_000, '1 min'],
  [61_000, '2 min'],
  [50 * 60_000, '1 h'],
  [98_765_432, '40 h'],
])('a scale up to %d ms ends at %s', (highest, top) => {
  expect(formatDuration(topOfTime(highest))).toBe(top);
});

it('labels a few bars, the first one always', () => {
  expect(ticksOf(30, 6)).toEqual([0, 5, 10, 15, 20, 25]);
  expect(ticksOf(3, 6)).toEqual([0, 1, 2]);
  expect(ticksOf(0, 6)).toEqual([]);
});
