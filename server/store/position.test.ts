import { expect, it } from 'vitest';
import { firstOfSecond, nextInSecond, secondOf } from './position';

const SECOND = 1_700_000_000;

it('a position says its second', () => {
  for (const k of [firstOfSecond(SECOND), firstOfSecond(SECOND) + 7, firstOfSecond(SECOND + 1) - 1])
    expect(secondOf(k)).toBe(SECOND);
});

it('the next one stays in its second', () => {
  const first = firstOfSecond(SECOND);
  expect(nextInSecond(first)).toBe(first + 1);
  expect(nextInSecond(firstOfSecond(SECOND + 1) - 1)).toBe(first);
});
