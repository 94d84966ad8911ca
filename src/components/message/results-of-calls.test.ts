import { expect, test } from 'vitest';
import { resultsOfCalls } from '@/components/message/results-of-calls';

const calling = (...ids: string[]) => ({
  role: 'assistant',
  tool_calls: ids.map((id) => ({ id, function: { name: 'f', arguments: '{}' } })),
});
const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'r' });

test('results belong to the calls of the answer before them, each call to one', () => {
  const messages = [
    { role: 'user', content: 'Hi' },
    calling('a', 'b'),
    result('b'),
    null,
    result('c'),
    result('a'),
    result('a'),
    { role: 'assistant', content: 'Done' },
    result('b'),
  ];
  expect([...resultsOfCalls(messages)]).toEqual([[1, [2, 5]]]);
});
