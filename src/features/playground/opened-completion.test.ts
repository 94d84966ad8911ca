import { expect, test } from 'vitest';
import type { CompletionAnswer } from '@/api/completion-answer';
import { asCompletion, type ExchangeFacts } from '@/api/exchange';
import { openedMessages, openedParameters } from './opened-completion';

const raw =
  '{"id":"c","model":"gpt-5.1-2026-01-01","choices":[{"index":0,"message":{"role":"assistant","content":"Hi \\"seed\\": 1",' +
  '"refusal":null,"annotations":[]}}],"metadata":{"env":"prod"},"temperature":0.2,"top_p":1,"n":null,' +
  '"seed": 4944116822809979520,"tools":[],"tool_choice":"none","reasoning_effort":"high",' +
  '"response_format":{"type":"json_schema","json_schema":{"name":"a"}}}';

function opened(facts: Partial<ExchangeFacts> | null = null) {
  const data = asCompletion(JSON.parse(raw));
  // Only what is read of an answer is made here.
  return { data, raw, facts } as unknown as CompletionAnswer;
}

test('what was asked with is set, and nothing else', () => {
  const parameters = openedParameters(opened());
  expect(parameters).toMatchObject({
    model: 'gpt-5.1-2026-01-01',
    metadata: [
      { key: 'env', value: 'prod' },
      { key: 'parent_id', value: 'c' },
    ],
    temperature: { isSet: true, value: 0.2 },
    top_p: { isSet: true, value: 1 },
    reasoning_effort: { isSet: true, value: 'high' },
    response_format: { isSet: true, value: 'json_schema' },
    n: { isSet: false },
    tools: { isSet: false },
    // A server tells of its defaults too, and this one is refused without tools.
    tool_choice: { isSet: false },
    stop: { isSet: false },
  });
  expect(JSON.parse(parameters.schema)).toEqual({ name: 'a' });
});

test('a seed keeps the digits that came', () => {
  expect(openedParameters(opened()).seed.value).toBe('4944116822809979520');
});

test('the model is the one that was asked for, where the server knows it', () => {
  const facts = { provider: 'openai', requested_model: 'gpt-5.1' };
  expect(openedParameters(opened(facts)).model).toBe('openai:gpt-5.1');
});

test('messages come without the ids of the list, the answer at their end', () => {
  const request = { id: 'c-0', role: 'user', content: 'Hello' };
  expect(openedMessages([request], opened().data)).toEqual([
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Hi "seed": 1' },
  ]);
});
