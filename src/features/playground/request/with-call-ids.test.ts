import { expect, test } from 'vitest';
import type { AnswerMessage } from '@/api/wire';
import { withCallIds } from './with-call-ids';

const calling = (...ids: (string | undefined)[]) =>
  ({
    role: 'assistant',
    content: null,
    tool_calls: ids.map((id) => ({ id, type: 'function', function: { name: 'f', arguments: '' } })),
  }) as unknown as AnswerMessage;
const idsOf = (message: AnswerMessage) => message.tool_calls?.map(({ id }) => id) ?? [];

test('ids that tell calls apart stay as they came', () => {
  const message = calling('a', 'b');
  expect(withCallIds(message)).toBe(message);
  const silent: AnswerMessage = { role: 'assistant', content: 'Hi', refusal: null };
  expect(withCallIds(silent)).toBe(silent);
});

test('calls without an id of their own get one', () => {
  const ids = idsOf(withCallIds(calling('a', '', 'a', undefined, '')));
  expect(ids[0]).toBe('a');
  expect(new Set(ids).size).toBe(5);
  expect(ids.slice(1).every((id) => /^call_\w{8}$/.test(id))).toBe(true);
});
