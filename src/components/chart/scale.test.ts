import { expect, it } from 'vitest';
import { ticksOf, topOf } from './scale';

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

it('labels a few bars, the first one always', () => {
  expect(ticksOf(30, 6)).toEqual([0, 5, 10, 15, 20, 25]);
  expect(ticksOf(3, 6)).toEqual([0, 1, 2]);
  expect(ticksOf(0, 6)).toEqual([]);
});
