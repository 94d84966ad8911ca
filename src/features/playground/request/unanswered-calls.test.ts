import { beforeEach, expect, test } from 'vitest';
import { resultDrafted } from '../calls/call-events';
import { promptTurn } from '../turns/conversation';
import { emptyConversation, usePlayground } from '../turns/playground-store';
import { requestBody } from './request-body';
import { chained, shownTurns } from '../turns/turn-tree';
import { joinedResults, resultsGiven, unansweredCalls } from './unanswered-calls';

const call = (id: string) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } });
const question = promptTurn({ role: 'user', content: 'Hi' });
const calling = promptTurn({
  role: 'assistant',
  content: null,
  tool_calls: [call('a'), call('b')],
});
const result = (id: string) => promptTurn({ role: 'tool', content: 'r', tool_call_id: id });
const idsAfter = (...turns: ReturnType<typeof promptTurn>[]) =>
  unansweredCalls(chained(turns))?.calls.map(({ id }) => id);

beforeEach(() => usePlayground.setState(emptyConversation(), true));

test('calls wait until each has its result', () => {
  expect(idsAfter(question, calling)).toEqual(['a', 'b']);
  expect(idsAfter(question, calling, result('a'))).toEqual(['b']);
  expect(idsAfter(question, calling, result('a'), result('b'))).toBeUndefined();
});

test('calls of an earlier answer are past', () => {
  const answer = promptTurn({ role: 'assistant', content: 'Done' });
  expect(idsAfter(question, calling, answer)).toBeUndefined();
  expect(idsAfter(question)).toBeUndefined();
});

test('the results are sent after the calls, each under the id of its own', () => {
  usePlayground.setState(chained([question, calling]));
  resultDrafted('b', { text: '2', isError: true });
  resultDrafted('a', { text: '1' });
  resultsGiven(unansweredCalls(usePlayground.getState())?.calls ?? []);
  const state = usePlayground.getState();
  const { messages } = requestBody(shownTurns(state), state.parameters);
  expect(messages.slice(2)).toEqual([
    { role: 'tool', content: '1', tool_call_id: 'a' },
    { role: 'tool', content: '2', tool_call_id: 'b' },
  ]);
  expect(state.calls.drafts).toEqual({});
});

test('results are shown with the calls of their turn, each once, and none beyond the next answer', () => {
  const strange = result('c');
  const [a, b, again] = [result('a'), result('b'), result('a')];
  const answer = promptTurn({ role: 'assistant', content: 'Done' });
  const joined = joinedResults([question, calling, b, strange, a, again, answer, result('a')]);
  expect([...joined]).toEqual([[calling.key, [b, a]]]);
});
