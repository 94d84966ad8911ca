import { expect, test } from 'vitest';
import { type AnswerTurn, answerTurn } from '../turns/conversation';
import { bestOf, FIGURES } from './figures';

const [firstToken, total, tokens, cost] = FIGURES;

function answer(totalMs: number | null, change: Partial<AnswerTurn> = {}): AnswerTurn {
  const turn = answerTurn({ model: 'm', isOurs: true }, false);
  return { ...turn, run: { state: 'complete' }, facts: { ...turn.facts, totalMs }, ...change };
}
const best = (...answers: (AnswerTurn | null)[]) => total && bestOf(total, answers);

test('the least is the best, and all that have it', () => {
  expect(best(answer(30), answer(20), answer(20))).toEqual([false, true, true]);
});

test('where none is better, or only one is known, none is marked', () => {
  expect(best(answer(20), answer(20))).toEqual([false, false]);
  expect(best(answer(20), answer(null), null)).toEqual([false, false, false]);
});

test('an answer that is not whole is no quick one', () => {
  const cut = { ends: [{ finish: 'length', logprobs: null }] };
  expect(best(answer(30), answer(1, { run: { state: 'stopped' } }), answer(2, cut))).toEqual([
    false,
    false,
    false,
  ]);
});

test('figures are words, with ≈ before an estimate; a free answer is the cheapest', () => {
  const usage = { prompt_tokens: 642, completion_tokens: 171, total_tokens: 813 };
  const turn = answer(2_600);
  const paid = { ...turn, facts: { ...turn.facts, usage, firstTokenMs: 600, cost: 0.0025 } };
  expect([firstToken, total, tokens, cost].map((figure) => figure?.words(paid))).toEqual([
    '600 ms',
    '2.6 s',
    '642 in · 171 out',
    '≈ $0.0025',
  ]);
  const reported = { ...paid, facts: { ...paid.facts, usage: { ...usage, cost: 0.001 } } };
  expect(cost?.words(reported)).toBe('$0.001');
  const free = { ...paid, facts: { ...paid.facts, cost: 0 } };
  expect(cost && bestOf(cost, [paid, reported, free])).toEqual([false, false, true]);
});
