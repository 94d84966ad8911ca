import { expect, it } from 'vitest';
import { ignoresCursor } from './paging';

it('tells a page that is sent again from one that counts its cursor in', () => {
  expect(ignoresCursor(['a', 'b', 'c'], 'c')).toBe(true);
  expect(ignoresCursor(['c'], 'c')).toBe(true);
  expect(ignoresCursor(['c', 'd'], 'c')).toBe(false);
  expect(ignoresCursor(['b', 'c', 'd'], 'c')).toBe(false);
  expect(ignoresCursor(['d', 'e'], 'c')).toBe(false);
  expect(ignoresCursor([], 'c')).toBe(false);
});
