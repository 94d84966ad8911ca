import { expect, it } from 'vitest';
import { activeOf, isJudged, NEW_QUESTION, nextOpen, openOf, type Question } from './question';

const ask = (key: string, kind: Question['kind'], isRequired = true): Question => ({
  ...NEW_QUESTION,
  label: key,
  key,
  kind,
  isRequired,
});
const KIND = ask('kind', 'choice');
const HELPFUL = ask('helpful', 'scale', false);
const NOTE = ask('note', 'note', false);
const all = [KIND, HELPFUL, NOTE];

it('is judged with what is required, and goes on when all but notes is answered', () => {
  expect(isJudged(all, {})).toBe(false);
  expect(isJudged(all, { kind: '' })).toBe(true);
  expect(openOf(all, { kind: 'x' })).toEqual([HELPFUL]);
  expect(openOf(all, { kind: 'x', helpful: '3' })).toEqual([]);
});

it('waits for a note that is required', () => {
  expect(openOf([KIND, { ...NOTE, isRequired: true }], { kind: 'x' })).toHaveLength(1);
});

it('asks for all where nothing is required', () => {
  const optional = [ask('a', 'yes-no', false), NOTE];
  expect(isJudged(optional, { a: 'yes' })).toBe(false);
  expect(isJudged(optional, { a: 'yes', note: 'x' })).toBe(true);
});

it('answers the chosen question, else the first open one, and goes on from there and around', () => {
  expect(activeOf(all, {}, null)).toBe(KIND);
  expect(activeOf(all, { kind: 'x' }, null)).toBe(HELPFUL);
  expect(activeOf(all, { kind: 'x' }, 'note')).toBe(NOTE);
  expect(activeOf(all, { kind: 'x', helpful: '1' }, 'gone')).toBe(KIND);
  expect(nextOpen(all, { helpful: '1' }, HELPFUL)).toBe(KIND);
  expect(nextOpen(all, { kind: 'x', helpful: '1' }, HELPFUL)).toBeUndefined();
});

it('takes nothing that every object has for an answer', () => {
  expect(isJudged([ask('toString', 'choice')], {})).toBe(false);
});
