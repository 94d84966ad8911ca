import { expect, it } from 'vitest';
import { firstOfSecond, nextInSecond, secondOf } from './position';

const SECOND = 1_700_000_000;

it.each([SECOND, 2 ** 31, 2 ** 32, 4_102_444_800])('a position says its second, %i', (second) => {
  for (const k of [firstOfSecond(second), firstOfSecond(second) + 7, firstOfSecond(second + 1) - 1])
    expect([secondOf(k), Number.isSafeInteger(k)]).toEqual([second, true]);
});

it('the next one stays in its second', () => {
  const first = firstOfSecond(SECOND);
  expect(nextInSecond(first)).toBe(first + 1);
  expect(nextInSecond(firstOfSecond(SECOND + 1) - 1)).toBe(first);
});
