import { expect, test } from 'vitest';
import { jsonBody } from '@/api/json-body';
import { answerTurn, promptTurn, type Turn } from '../turns/conversation';
import { initialParameters, type Parameters } from '../parameters/parameters';
import { requestBody } from './request-body';

const hello = promptTurn({ role: 'user', content: 'Hello' });
const plain: Parameters = { ...initialParameters, model: 'm', store: false };

function bytes(turns: Turn[], change: Partial<Parameters> = {}): string {
  return jsonBody(requestBody(turns, { ...plain, ...change }));
}

const start = '{"model":"m","messages":[{"role":"user","content":"Hello"}],';
const options = '"stream_options":{"include_usage":true}';
const usage = `${options},"store":false`;
const set = <Value>(value: Value) => ({ isSet: true, value });

test('without anything set, only the model and the messages are sent', () => {
  expect(bytes([hello])).toBe(`${start}${usage}}`);
});

test('every parameter that is set is sent, in its own type', () => {
  const all = {
    temperature: set(0.2),
    top_p: set(0.9),
    max_completion_tokens: set('50'),
    n: set('3'),
    stop: set('END\n\nSTOP'),
    reasoning_effort: set('high' as const),
    response_format: set('json_object' as const),
    tools: set('[{"type":"function"}]'),
  };
  expect(bytes([hello], all)).toBe(
    `${start}${usage},"temperature":0.2,"top_p":0.9,"max_completion_tokens":50,"n":3,` +
      '"stop":["END","STOP"],"reasoning_effort":"high","response_format":{"type":"json_object"},' +
      '"tools":[{"type":"function"}]}',
  );
});

test('the rarer parameters are sent in the forms that the API takes, other members last', () => {
  const rare = {
    tool_choice: set('{"type":"function","function":{"name":"f"}}'),
    parallel_tool_calls: set(false),
    verbosity: set('low'),
    frequency_penalty: set(-0.5),
    logit_bias: set('{"50256":-100}'),
    logprobs: set(true),
    top_logprobs: set('0'),
    modalities: set('text, audio'),
    prediction: set('a\nb'),
    prompt_cache_key: set('k'),
    other: set('{"top_k":4,"__proto__":1}'),
  };
  expect(bytes([hello], rare)).toBe(
    `${start}${usage},"tool_choice":{"type":"function","function":{"name":"f"}},` +
      '"parallel_tool_calls":false,"verbosity":"low","frequency_penalty":-0.5,' +
      '"logit_bias":{"50256":-100},"logprobs":true,"top_logprobs":0,"modalities":["text","audio"],' +
      '"prediction":{"type":"content","content":"a\\nb"},"prompt_cache_key":"k","top_k":4,"__proto__":1}',
  );
});

test('a seed keeps all of its 19 digits', () => {
  expect(bytes([hello], { seed: set(' 4944116822809979520 ') })).toBe(
    `${start}${usage},"seed":4944116822809979520}`,
  );
});

test('a schema is sent as it was written', () => {
  const format = { response_format: set('json_schema' as const), schema: '{"name":"a"}' };
  expect(bytes([hello], format)).toBe(
    `${start}${usage},"response_format":{"type":"json_schema","json_schema":{"name":"a"}}}`,
  );
});

test('metadata goes with store and never without it; empty rows never go', () => {
  const metadata = [
    { key: 'env', value: 'prod' },
    { key: '', value: '' },
  ];
  expect(bytes([hello], { metadata })).toBe(`${start}${usage}}`);
  expect(bytes([hello], { store: true, metadata })).toBe(
    `${start}${options},"store":true,"metadata":{"env":"prod"}}`,
  );
  expect(bytes([hello], { store: true })).toBe(`${start}${options},"store":true}`);
});

test('a key named __proto__ is sent like any other', () => {
  expect(bytes([hello], { store: true, metadata: [{ key: '__proto__', value: 'a' }] })).toBe(
    `${start}${options},"store":true,"metadata":{"__proto__":"a"}}`,
  );
});

test('the shown choice of an answer goes on, without the page’s facts about it', () => {
  const call = { index: 0, id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } };
  const answer: Turn = {
    ...answerTurn({ model: 'm', isOurs: true }, true),
    shown: 1,
    choices: [
      { role: 'assistant', content: 'no', refusal: null },
      { role: 'assistant', content: null, refusal: null, tool_calls: [call as never] },
    ],
  };
  const result = promptTurn({ role: 'tool', content: '21', tool_call_id: 'c1' });
  expect(bytes([hello, answer, result])).toBe(
    '{"model":"m","messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":null,' +
      '"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},' +
      `{"role":"tool","content":"21","tool_call_id":"c1"}],${usage}}`,
  );
});

test('an answer that said nothing is left out', () => {
  expect(bytes([hello, answerTurn({ model: 'm', isOurs: true }, false)])).toBe(`${start}${usage}}`);
});

test('parts of a stored message are sent back as its content', () => {
  const parts = [{ type: 'text', text: 'Hello' }];
  const stored = promptTurn({ role: 'user', content: null, content_parts: parts });
  expect(bytes([stored])).toBe(
    `{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}],${usage}}`,
  );
});

test('only the last messages go where a number is set, and all where it is not', () => {
  const said = (role: string, content: string) => promptTurn({ role, content });
  const turns = [
    said('system', 'S'),
    said('user', 'A'),
    said('assistant', 'B'),
    said('user', 'C'),
    // Nothing that would be sent, so nothing that counts.
    said('assistant', ''),
  ];
  const sent = (numberOfMessages: Parameters['numberOfMessages']) =>
    requestBody(turns, { ...plain, numberOfMessages }).messages.map(({ content }) => content);
  expect(sent(set('2'))).toEqual(['S', 'B', 'C']);
  expect(sent({ isSet: false, value: '2' })).toEqual(['S', 'A', 'B', 'C']);
});
