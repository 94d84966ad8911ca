import { expect, it } from 'vitest';
import { completionBody } from '@/api/test-server';
import { asCompletion } from '@/api/stored-completion';
import { requestMessages } from '@/components/message/request-messages';

const choices = asCompletion(completionBody('c', 'Hello'))?.choices ?? [];
const user = { id: '0', role: 'user', content: 'Hi' };

it('leaves out the answer that a server appended', () => {
  const answer = { id: '1', role: 'assistant', content: 'Hello' };
  expect(requestMessages([user, answer], choices)).toEqual([user]);
});

it('keeps an assistant message that is not the answer, and everything before the last', () => {
  const other = { id: '1', role: 'assistant', content: 'Hello?' };
  const early = { id: '2', role: 'assistant', content: 'Hello' };
  expect(requestMessages([user, other], choices)).toHaveLength(2);
  expect(requestMessages([early, user], choices)).toHaveLength(2);
});
