import { expect, it } from 'vitest';
import { answerTurn, promptTurn, type Turn } from '../turns/conversation';
import { type Conversation, emptyConversation, emptyDraft } from '../turns/playground-store';
import { turnProblem } from './turn-problem';
import { chained } from '../turns/turn-tree';

const user = promptTurn({ role: 'user', content: 'Hi' });
const answered = (message: object): Turn => ({
  ...answerTurn({ model: 'm', isOurs: true }, false),
  choices: [{ role: 'assistant', content: null, refusal: null, ...message }],
});
const call = (id: string) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } });
const result = (id: string) => promptTurn({ role: 'tool', tool_call_id: id, content: '1' });
const said = { ...emptyDraft, text: 'More' };

function conversation(turns: Turn[], more: Partial<Conversation> = {}): Conversation {
  return { ...emptyConversation(), ...chained(turns), ...more };
}

it('answers a message, and no answer', () => {
  expect(turnProblem(conversation([user]))).toBeNull();
  const text = answered({ content: 'Yes' });
  expect(turnProblem(conversation([user, text]))).toBe('Write a message first');
  expect(turnProblem(conversation([user, text], { draft: said }))).toBeNull();
  expect(turnProblem(conversation([user, text, user]))).toBeNull();
});

it('is not asked again after it was stopped before its first word', () => {
  const nothing = answerTurn({ model: 'm', isOurs: true }, false);
  const stopped: Turn = { ...nothing, run: { state: 'stopped' } };
  expect(turnProblem(conversation([user, stopped]))).toBe('Write a message first');
  expect(turnProblem(conversation([user, stopped], { draft: said }))).toBeNull();
});

it('sends nothing before every call has its result', () => {
  const calls = answered({ content: null, tool_calls: [call('a'), call('b')] });
  const waits = 'Give the tool calls their results first';
  expect(turnProblem(conversation([user, calls]))).toBe(waits);
  expect(turnProblem(conversation([user, calls], { draft: said }))).toBe(waits);
  expect(turnProblem(conversation([user, calls, result('a')], { draft: said }))).toBe(waits);
  expect(turnProblem(conversation([user, calls, result('a'), result('b')]))).toBeNull();
  const last = { ...emptyDraft, role: 'tool' as const, text: '2', callId: 'b' };
  expect(turnProblem(conversation([user, calls, result('a')], { draft: last }))).toBeNull();
});
