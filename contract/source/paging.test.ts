import { expect, it } from 'vitest';
import { bringsNothingNew, ignoresCursor } from './paging';

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
