import { expect, test } from 'vitest';
import type { AnswerMessage } from '@/api/wire';
import { beginningOf, canContinue, joined } from './continued';
import { type AnswerTurn, answerTurn, promptTurn } from '../turns/conversation';

const said = (content: string, more: Partial<AnswerMessage> = {}): AnswerMessage => ({
  role: 'assistant',
  content,
  refusal: null,
  ...more,
});
const answered = (message: AnswerMessage, more: Partial<AnswerTurn> = {}): AnswerTurn => ({
  ...answerTurn({ model: 'm', isOurs: true }, false),
  choices: [message],
  run: { state: 'complete' },
  ...more,
});
const call = { id: 'a', type: 'function' as const, function: { name: 'f', arguments: '{}' } };

test('what was stopped, cut or edited can be continued, and what is whole cannot', () => {
  expect(canContinue(answered(said('Once'), { run: { state: 'stopped' } }))).toBe(true);
  const cut = { ends: [{ finish: 'length', logprobs: null }] };
  expect(canContinue(answered(said('Once'), cut))).toBe(true);
  expect(canContinue(answered(said('Once'), { isEdited: true }))).toBe(true);
  expect(canContinue(promptTurn(said('Once')))).toBe(true);
  expect(canContinue(answered(said('Once')))).toBe(false);
});

test('there is nothing to go on from without a text, while it grows, or when it waits for results', () => {
  const stopped = { run: { state: 'stopped' } } as const;
  expect(canContinue(answered(said(''), stopped))).toBe(false);
  expect(canContinue(answered(said('Once'), { run: { state: 'streaming' } }))).toBe(false);
  expect(canContinue(answered(said('Once', { tool_calls: [call] }), stopped))).toBe(false);
  expect(canContinue(promptTurn({ role: 'user', content: 'Hi' }))).toBe(false);
});

test('thinking alone can be gone on from, whatever form it has and however it ended', () => {
  const details = [{ type: 'reasoning.encrypted', data: 'x' }];
  const forms = [
    said('', { reasoning_content: 'A tale.' }),
    said('<think>A tale.</think>'),
    {
      ...said(''),
      content: [{ type: 'thinking', thinking: 'A tale.' }],
    } as unknown as AnswerMessage,
    { ...said(''), content: null, reasoning_details: details } as unknown as AnswerMessage,
  ];
  for (const message of forms) {
    for (const finish of ['stop', 'length', null])
      expect(canContinue(answered(message, { ends: [{ finish, logprobs: null }] }))).toBe(true);
    const begun = beginningOf(message);
    expect(joined(begun, said(' It was.')).content).not.toBe('');
    expect(Object.keys(begun).length + JSON.stringify(begun.content).length).toBeGreaterThan(5);
  }
});

test('what comes is put after what was there, and so is what was thought', () => {
  const begun = beginningOf(said('Once upon', { reasoning_content: 'A tale.' }));
  const message = joined(begun, said(' a time', { reasoning_content: 'Go on.' }));
  expect(message).toMatchObject({
    content: 'Once upon a time',
    reasoning_content: 'A tale.\n\nGo on.',
  });
  expect(joined(begun, said(''))).toMatchObject({ content: 'Once upon' });
});
