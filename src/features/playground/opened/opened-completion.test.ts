import { expect, test } from 'vitest';
import type { StoredFacts } from '#contract/wire/completions';
import { completionAnswer } from '@/api/completion-answer';
import { asStoredCompletion } from '@/api/stored-completion';
import { jsonBody } from '@/api/json-body';
import type { StoredMessage } from '@/api/wire';
import { messageOf } from '../turns/conversation';
import { openedCompletion, type Stored } from './opened-completion';
import { requestBody } from '../request/request-body';

const raw =
  '{"id":"c","model":"gpt-5.1-2026-01-01","choices":[{"index":0,"message":{"role":"assistant","content":"Hi \\"seed\\": 1",' +
  '"refusal":null,"annotations":[]}}],"metadata":{"env":"prod"},"temperature":0.2,"top_p":1,"n":null,' +
  '"seed": 4944116822809979520,"tools":[],"tool_choice":"none","reasoning_effort":"high",' +
  '"input_user":"ann","timings":{"predicted_ms":4},"system_fingerprint":"f","service_tier":"default",' +
  '"citations":["https://example.org"],"top_k":7,"mirostat":2,' +
  '"response_format":{"type":"json_schema","json_schema":{"name":"a"}}}';

const FACTS: StoredFacts = {
  state: 'complete',
  reason: null,
  provider: 'openai',
  requested_model: 'gpt-5.1',
  upstream_id: null,
  timings: { first_token_ms: 5, total_ms: 40 },
  cost: null,
  caller: null,
  parameters: null,
};

const question: StoredMessage = { id: 'c-0', role: 'user', content: 'Hello', refusal: null };

function opened(
  change: Partial<Stored> = {},
  facts: Partial<StoredFacts> | null = null,
  text = raw,
) {
  const body = facts
    ? `{"completion":${text},${JSON.stringify({ ...FACTS, ...facts }).slice(1)}`
    : text;
  const stored = asStoredCompletion(JSON.parse(body));
  if (!stored) throw new Error('no completion');
  const answer = completionAnswer({
    data: stored,
    raw: body,
    status: 200,
    headers: new Headers(),
    requestId: null,
    etag: null,
    rateLimit: completionRateLimit,
  });
  return openedCompletion({ answer, request: null, messages: [question], source: 's', ...change });
}

const none = { limit: null, remaining: null, reset: null };
const completionRateLimit = { requests: none, tokens: none } as unknown as Parameters<
  typeof completionAnswer
>[0]['rateLimit'];

test('what was asked with is set, and nothing else: of a server that lists both together, too', () => {
  const { parameters } = opened();
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
    user: { isSet: true, value: 'ann' },
    n: { isSet: false },
    tools: { isSet: false },
    // A server tells of its defaults too, and this one is refused without tools.
    tool_choice: { isSet: false },
    stop: { isSet: false },
    service_tier: { isSet: false },
    // Some providers take it, and this answer was made with it.
    top_k: { isSet: true, value: '7' },
  });
  expect(JSON.parse(parameters.schema)).toEqual({ name: 'a' });
  // No result is among them.
  expect(JSON.parse(parameters.other.value)).toEqual({ mirostat: 2 });
});

test('a seed keeps the digits that came', () => {
  expect(opened().parameters.seed.value).toBe('4944116822809979520');
});

test('the model is the one that was asked for, where the server knows it', () => {
  expect(opened({}, {}).parameters.model).toBe('openai:gpt-5.1');
});

test('messages come without what the list adds, the answer at their end as an answer', () => {
  const { turns } = opened();
  expect(turns.map(messageOf)).toMatchObject([
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Hi "seed": 1' },
  ]);
  expect(Object.keys(messageOf(turns[0]!) ?? {})).toEqual(['role', 'content']);
  expect(turns[1]).toMatchObject({
    kind: 'answer',
    run: { state: 'complete' },
    facts: { completionId: 'c' },
    sources: { citations: ['https://example.org'] },
  });
});

test('an answer that the server lists among the messages is there once, also of three choices', () => {
  const text = raw.replace(
    '"choices":[',
    '"choices":[{"index":1,"message":{"role":"assistant","content":"B"}},',
  );
  const said = ['B', 'Hi "seed": 1'].map((content, at) => ({
    id: `${at}`,
    role: 'assistant',
    content,
  }));
  const { turns } = opened({ messages: [question, ...said] }, null, text);
  expect(turns.map(({ kind }) => kind)).toEqual(['prompt', 'answer']);
});

test('what was said about the answer stays with it', () => {
  const text = raw.replace(
    '{"env":"prod"}',
    '{"env":"prod","review":"good","note":"x","compare":"best"}',
  );
  const keys = opened({}, null, text).parameters.metadata.map(({ key }) => key);
  expect(keys).toEqual(['env', 'parent_id']);
});

test('a stopped answer is a stopped one here, too', () => {
  const { turns } = opened({}, { state: 'incomplete', reason: 'user_stop' });
  expect(turns[1]).toMatchObject({ run: { state: 'stopped' }, keeping: { state: 'partly' } });
});

test('sent again, a request with everything is the one that it was', () => {
  const request =
    '{"messages":[{"role":"user","content":"Hello","name":null,"extra":12345678901234567890}],"stop":"\\n",' +
    '"top_k":40,"temperature":3.5,"n":null,"tools":[],"tool_choice":"none","seed":1.5,"logit_bias":{"a":1},' +
    '"response_format":{"type":"grammar"},"guided":{"x":1.0},"user":"","model":"gpt-5.1"}';
  const { turns, parameters } = opened({ request }, {});
  const {
    store: _,
    metadata: __,
    stream_options: ___,
    model: ____,
    ...body
  } = requestBody(turns.slice(0, -1), parameters, 's');
  const again = jsonBody(body);
  const { model: _____, ...original } = JSON.parse(request) as Record<string, unknown>;
  expect(JSON.parse(again)).toEqual(original);
  expect(again).toContain('"extra":12345678901234567890');
  expect(again).toContain('{"x":1.0}');
});

test.each([
  ['of the whole answer', { error: { message: 'Card declined' } }, {}],
  ['of a choice', {}, { error: { code: 502, message: 'Card declined' } }],
])('an answer that broke off says the words that its provider had: %s', (_, whole, ofChoice) => {
  const message = { role: 'assistant', content: 'Once upon' };
  const choices = [{ index: 0, message, finish_reason: 'error', ...ofChoice }];
  const text = JSON.stringify({ id: 'c', model: 'm', choices, ...whole });
  const { turns } = opened({}, { state: 'incomplete', reason: 'upstream_error' }, text);
  expect(turns.at(-1)).toMatchObject({
    run: { state: 'failed', failure: { message: 'Card declined', detail: 'upstream_error' } },
  });
});

test('an answer that broke off without a word of its provider says what is kept', () => {
  const { turns } = opened({}, { state: 'incomplete', reason: 'upstream_error' });
  expect(turns.at(-1)).toMatchObject({
    run: { failure: { message: 'What had come until then is kept.' } },
  });
});
