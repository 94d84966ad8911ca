import { expect, it } from 'vitest';
import { wholeNumber } from './whole-number';

it.each([
  [3, 3],
  [0, 0],
  [-1, -1],
  ['3', 3],
  [' 3 ', 3],
  ['3.0', 3],
  [{ isLosslessNumber: true, value: '3.00' }, 3],
  [{ isLosslessNumber: true, value: '12345678901234567890' }, null],
  [3.5, null],
  ['3.5', null],
  ['', null],
  ['x', null],
  [null, null],
  [true, null],
  [[], null],
  [['3'], null],
  [NaN, null],
])('%j is %j', (value, number) => {
  expect(wholeNumber(value)).toBe(number);
});
