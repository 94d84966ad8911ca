import { expect, it } from 'vitest';
import { completionAnswer } from '@/api/completion-answer';
import { asStoredCompletion } from '@/api/stored-completion';
import { rateLimitOf } from '@/api/rate-limit';
import type { StoredMessage } from '@/api/wire';
import { figuresOf, isSame, linesOf, parametersOf, summaryOf, turnsOf } from './compared';

function answer(members: object) {
  const body = {
    id: 'c',
    object: 'chat.completion',
    created: 1_764_000_000,
    model: 'm',
    ...members,
  };
  const stored = asStoredCompletion({ choices: [], ...body });
  if (!stored) throw new Error('This is no completion');
  const headers = new Headers();
  const about = { status: 200, headers, requestId: null, rateLimit: rateLimitOf(headers) };
  return completionAnswer({ ...about, data: stored, raw: '', etag: null });
}

const say = (role: string, content: string): StoredMessage => ({ role, content }) as StoredMessage;

it('sets facts side by side, with a dash where one has none', () => {
  const lines = linesOf(
    [
      ['Model', 'a'],
      ['Seed', '7'],
      ['Stop', null],
    ],
    [
      ['Model', 'b'],
      ['Top p', '1'],
      ['Stop', null],
    ],
  );
  expect(lines.map(({ name, one, other }) => [name, one, other])).toEqual([
    ['Model', 'a', 'b'],
    ['Seed', '7', '–'],
    ['Top p', '–', '1'],
  ]);
});

it('says how a figure changed, and only of those with a better side whether that is good', () => {
  const [tokensIn, tokensOut] = figuresOf(
    answer({ usage: { prompt_tokens: 100, completion_tokens: 0, total_tokens: 100 } }),
    answer({ usage: { prompt_tokens: 150, completion_tokens: 40, total_tokens: 190 } }),
  );
  expect(tokensIn).toMatchObject({ one: '100', other: '150' });
  expect(tokensIn?.change).toEqual({ text: '+50 %', tone: 'plain' });
  // Nothing is a share of nothing.
  expect(tokensOut?.change).toBeUndefined();
});

it('says nothing of figures that neither has', () => {
  expect(figuresOf(answer({}), answer({}))).toEqual([]);
});

it('lists the parameters of a completion, whatever they hold', () => {
  const { temperature, stop } = Object.fromEntries(
    parametersOf(answer({ temperature: 0.2, stop: ['a', 'b'] })),
  );
  expect([temperature, stop]).toEqual(['0.2', '["a","b"]']);
});

it('sets the last turns beside each other, and the instructions in their order', () => {
  const one = [say('system', 'Be brief'), say('user', 'Hello'), say('user', 'Why?')];
  const other = [say('user', 'Why?')];
  const turns = turnsOf(one, other);
  expect(turns).toEqual([
    { role: 'system', one: 'Be brief', other: null },
    { role: 'user', one: 'Hello', other: null },
    { role: 'user', one: 'Why?', other: 'Why?' },
  ]);
  expect(turns.map(isSame)).toEqual([false, false, true]);
});

it('names both roles where they differ', () => {
  const [turn] = turnsOf([say('user', 'a')], [say('assistant', 'a')]);
  expect(turn?.role).toBe('user, assistant');
});

it.each([
  [1, '1 second'],
  [119, '119 seconds'],
  [120, '2 minutes'],
  [7_199, '120 minutes'],
  [7_200, '2 hours'],
  [172_800, '2 days'],
])('says how far apart they were made: %d seconds', (seconds, words) => {
  const later = answer({ created: 1_764_000_000 + seconds });
  const text = summaryOf(later, answer({}), true, 0.619);
  expect(text).toBe(`the same question ${words} apart, answers 61 % the same`);
});

it('does not speak of questions it does not know, nor of times', () => {
  expect(summaryOf(answer({}), answer({}), null, 1)).toBe('the same answer');
  const undated = answer({ created: null });
  expect(summaryOf(undated, answer({}), false, 0.999)).toBe(
    'another question, answers 99 % the same',
  );
});
