import { expect, test } from 'vitest';
import { validateJson } from '@/components/answer/validate-json';
import { answerLines } from './answer-lines';

const schema = {
  type: 'object',
  properties: {
    amount: { type: ['number', 'null'] },
    items: { type: 'array', items: { type: 'object', required: ['part'] } },
  },
  required: ['amount'],
};
const laid = (value: unknown) =>
  answerLines(value, validateJson(value, schema)).map(
    ({ name, depth, shown, faults }) => `${depth} ${name} ${shown} ${faults.length}`,
  );

test('an answer is one line a name, each with what is wrong there', () => {
  expect(laid({ amount: '249 €', items: [{ part: 'wheel' }, {}] })).toEqual([
    '0 answer 2 names 0',
    '1 amount "249 €" 1',
    '1 items 2 items 0',
    '2 0 1 name 0',
    '3 part "wheel" 0',
    '2 1 0 names 1',
  ]);
});

test('what is missing is said where it is missing, and any value is a value', () => {
  expect(laid({})).toEqual(['0 answer 0 names 1']);
  expect(laid(null)).toEqual(['0 answer null 1']);
  expect(laid({ amount: null, 'a.b': { c: 1 } })).toEqual([
    '0 answer 2 names 0',
    '1 amount null 0',
    '1 a.b 1 name 0',
    '2 c 1 0',
  ]);
});

test('a long answer ends after some hundred lines', () => {
  expect(
    laid({ amount: 1, items: Array.from({ length: 5_000 }, () => ({ part: 1 })) }),
  ).toHaveLength(400);
});
