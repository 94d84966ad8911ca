import { expect, test } from 'vitest';
import { isFull } from './collect-early';

const MB = 1024 * 1024;

test('few answers in a small heap leave their garbage lying', () => {
  expect(isFull({ answers: 8, bytes: 60 * MB }, false)).toBe(false);
});

test('many answers have it collected, and so does a large heap', () => {
  expect(isFull({ answers: 33, bytes: 60 * MB }, false)).toBe(true);
  expect(isFull({ answers: 0, bytes: 97 * MB }, false)).toBe(true);
});

test('it stays as it is between the two limits', () => {
  const between = { answers: 30, bytes: 80 * MB };

  expect(isFull(between, true)).toBe(true);
  expect(isFull(between, false)).toBe(false);
});

test('what was full is not once both have gone down', () => {
  expect(isFull({ answers: 8, bytes: 97 * MB }, true)).toBe(true);
  expect(isFull({ answers: 30, bytes: 60 * MB }, true)).toBe(true);
  expect(isFull({ answers: 8, bytes: 60 * MB }, true)).toBe(false);
});
