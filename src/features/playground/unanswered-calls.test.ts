import { beforeEach, expect, test } from 'vitest';
import { promptTurn } from './conversation';
import { emptyConversation, usePlayground } from './playground-store';
import { requestBody } from './request-body';
import { chained, shownTurns } from './turn-tree';
import { resultsGiven, unansweredCalls } from './unanswered-calls';

const call = (id: string) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } });
const question = promptTurn({ role: 'user', content: 'Hi' });
const calling = promptTurn({
  role: 'assistant',
  content: null,
  tool_calls: [call('a'), call('b')],
});
const result = (id: string) => promptTurn({ role: 'tool', content: 'r', tool_call_id: id });
const idsAfter = (...turns: ReturnType<typeof promptTurn>[]) =>
  unansweredCalls(chained(turns)).map(({ id }) => id);

beforeEach(() => usePlayground.setState(emptyConversation(), true));

test('calls wait until each has its result', () => {
  expect(idsAfter(question, calling)).toEqual(['a', 'b']);
  expect(idsAfter(question, calling, result('a'))).toEqual(['b']);
  expect(idsAfter(question, calling, result('a'), result('b'))).toEqual([]);
});

test('calls of an earlier answer are past', () => {
  const answer = promptTurn({ role: 'assistant', content: 'Done' });
  expect(idsAfter(question, calling, answer)).toEqual([]);
  expect(idsAfter(question)).toEqual([]);
});

test('the results are sent after the calls, each under the id of its own', () => {
  usePlayground.setState(chained([question, calling]));
  resultsGiven([
    { id: 'a', content: '1' },
    { id: 'b', content: '2' },
  ]);
  const state = usePlayground.getState();
  const { messages } = requestBody(shownTurns(state), state.parameters);
  expect(messages.slice(2)).toEqual([
    { role: 'tool', content: '1', tool_call_id: 'a' },
    { role: 'tool', content: '2', tool_call_id: 'b' },
  ]);
});
