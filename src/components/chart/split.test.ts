import { expect, it } from 'vitest';
import { lineName } from './split';

it.each([
  [{ name: 'prod' }, 'prod'],
  [{ name: 'other', rest: true as const }, 'all others'],
  [{ name: '', absent: true as const }, 'no value'],
  [{ name: '' }, '(empty)'],
  [{ name: 'a\u202Eb' }, 'a[U+202E]b'],
])('names the line %j', (line, name) => {
  expect(lineName(line)).toBe(name);
});
