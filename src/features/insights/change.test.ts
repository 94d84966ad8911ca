import { expect, it } from 'vitest';
import { ageOf } from '#contract/filter';
import { beforeOf, changeText, pointsText } from './change';
import { RANGES } from './insights-search';

it.each(RANGES)('the range before %s is as long as it', (range) => {
  const before = beforeOf(range);
  expect(before === null ? null : ageOf(before.from)).toBe(
    range === 'all' ? null : 2 * (ageOf(range) ?? 0),
  );
});

it.each([
  [112, 100, '+12 %'],
  [96, 100, '−4 %'],
  [100, 100, '±0 %'],
  [0, 40, '−100 %'],
  [12_500, 1, '+1,249,900 %'],
  [5, 0, null],
  [5, null, null],
  [5, undefined, null],
  [null, 5, null],
  [5, -1, null],
])('%j on %j is %j', (now, before, text) => {
  expect(changeText(now, before)).toBe(text);
});

it.each([
  [0.76, 0.8, '−4 points'],
  [0.51, 0.5, '+1 point'],
  [0.5, 0.5, '±0 points'],
  [null, 0.5, null],
  [0.5, null, null],
])('a share of %j on %j is %j', (now, before, text) => {
  expect(pointsText(now, before)).toBe(text);
});
