import { expect, it } from 'vitest';
import { bringsNothingNew, hasMore, ignoresCursor, ignoresOrder } from './paging';

it('tells a page that is sent again from one that counts its cursor in', () => {
  expect(ignoresCursor(['a', 'b', 'c'], 'c')).toBe(true);
  expect(ignoresCursor(['c'], 'c')).toBe(true);
  expect(ignoresCursor(['c', 'd'], 'c')).toBe(false);
  expect(ignoresCursor(['b', 'c', 'd'], 'c')).toBe(false);
  expect(ignoresCursor(['d', 'e'], 'c')).toBe(false);
  expect(ignoresCursor([], 'c')).toBe(false);
});

it('tells a page that brings nothing new from an empty one, and from one with something new', () => {
  const seen = new Set(['a', 'b']);
  for (const page of [['a'], ['b', 'a'], [null], [null, 'b']])
    expect([page, bringsNothingNew(page, seen)]).toEqual([page, true]);
  for (const page of [[], ['c'], ['a', 'b', 'c'], [null, 'c']])
    expect([page, bringsNothingNew(page, seen)]).toEqual([page, false]);
});

it('tells the opposite order from ties, from late rows and from rows without a date', () => {
  for (const times of [
    [3, 2, 1],
    [3, 3, 2],
    [3, null, 2],
    [null, 2, 1],
  ]) {
    expect([times, ignoresOrder(times, 'asc')]).toEqual([times, true]);
    expect([times, ignoresOrder(times, 'desc')]).toEqual([times, false]);
  }
  for (const times of [[], [1], [2, 2, 2], [null, null], [1, 3, 2], [3, 1, 2]])
    for (const order of ['asc', 'desc'] as const)
      expect([times, ignoresOrder(times, order)]).toEqual([times, false]);
});

it('asks on after a full page of a server that does not say whether there is more', () => {
  expect([hasMore(true, 3, 10), hasMore(false, 10, 10)]).toEqual([true, false]);
  expect([hasMore(undefined, 10, 10), hasMore(null, 12, 10)]).toEqual([true, true]);
  expect([hasMore(undefined, 9, 10), hasMore('true', 10, 10)]).toEqual([false, false]);
});
