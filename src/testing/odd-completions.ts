import { deep, tokens } from './odd-values';

/** What a provider answered, whatever it is. */
export type OddCompletion = Record<string, unknown>;

const answer = (message: unknown, more: object = {}) => ({
  choices: [{ index: 0, message, finish_reason: 'stop', ...more }],
});
const said = (content: unknown, more: object = {}) =>
  answer({ role: 'assistant', content, ...more });
const called = (call: unknown) => said(null, { tool_calls: [call] });

/** Answers that somebody's server has sent, or could, by what is odd about them. */
export const ODD_COMPLETIONS: Record<string, OddCompletion> = {
  'no choices': {},
  'choices of null': { choices: null },
  'an empty list of choices': { choices: [] },
  'choices as one object': { choices: said('One for all').choices[0] },
  'choices as text': { choices: 'Hello' },
  'choices of other things': { choices: [null, 7, 'x', [], {}] },
  'a choice without a message': { choices: [{ index: 0, finish_reason: 'content_filter' }] },
  'a message of null': answer(null),
  'a message as text': answer('Hello'),
  'a message as a list': answer([{ role: 'assistant', content: 'Hello' }]),
  'a message without a role': answer({ content: 'Hello' }),
  'a role that is a number': answer({ role: 7, content: 'Hello' }),
  'content as a number': said(7),
  'content as an object': said({ a: { b: [1] } }),
  'content as a list of lists': said([[['x']], [null], [{}]]),
  'content of parts of other types': said([
    null,
    7,
    { type: 'text' },
    { type: 'text', text: null },
    { type: 'text', text: 7 },
    { type: 7, text: 'x' },
    { type: 'image_url' },
    { type: 'image_url', image_url: null },
    { type: 'image_url', image_url: { url: 7 } },
    { type: 'input_audio', input_audio: 'x' },
    { type: 'file', file: [] },
    { type: 'thinking', thinking: [{ type: 'text', text: [{}] }] },
  ]),
  'content 200 levels deep': said(deep(200)),
  'a part 200 levels deep': said([{ type: 'text', text: deep(200) }]),
  'an unknown member 1,000 levels deep': { ...said('Hello'), x: deep(1_000) },
  'numbers as text': {
    ...said('Hello'),
    created: '1764300000',
    usage: { prompt_tokens: '3', completion_tokens: '2.0', total_tokens: 'five' },
    choices: [{ ...said('Hello').choices[0], index: '0' }],
  },
  'a date as text': { ...said('Hello'), created: '2025-11-28T12:00:00Z' },
  'a date of null': { ...said('Hello'), created: null },
  'a date beyond all days': { ...said('Hello'), created: 1e300 },
  'usage as text': { ...said('Hello'), usage: 'five' },
  'usage as a list': { ...said('Hello'), usage: [1, 2] },
  'usage of odd things': {
    ...said('Hello'),
    usage: {
      prompt_tokens: -1,
      completion_tokens: 1e21,
      total_tokens: null,
      prompt_tokens_details: 'x',
      completion_tokens_details: { reasoning_tokens: {} },
      cost: 'free',
    },
  },
  'metadata as a list': { ...said('Hello'), metadata: ['a', { b: 1 }] },
  'metadata of lists and objects': {
    ...said('Hello'),
    metadata: {
      tags: ['a', 'b'],
      made: { by: 'x' },
      none: null,
      yes: true,
      '': '',
      review: ['good'],
    },
  },
  'a parent that is a list': { ...said('Hello'), metadata: { parent_id: ['a'], run_id: {} } },
  'tool calls as an object': said(null, {
    tool_calls: { id: 'a', type: 'function', function: { name: 'find', arguments: '{}' } },
  }),
  'tool calls as text': said(null, { tool_calls: 'find()' }),
  'tool calls of other things': said(null, { tool_calls: [null, 7, {}, { function: null }, []] }),
  'arguments as an object': called({ id: 'a', function: { name: 'find', arguments: { a: 1 } } }),
  'arguments as a list': called({ id: 'a', function: { name: 'find', arguments: [1] } }),
  'arguments that are half': called({ id: 'a', function: { name: 'find', arguments: '{"a":' } }),
  'a call without anything': called({}),
  'a name that is an object': called({ id: {}, type: [], function: { name: {}, arguments: 7 } }),
  'custom input as an object': called({ id: 'a', type: 'custom', custom: { input: { a: 1 } } }),
  'a function call as text': said(null, { function_call: 'find' }),
  'a function call of odd things': said(null, { function_call: { name: 7, arguments: null } }),
  'annotations of null': said('Hello', { annotations: null }),
  'annotations of odd things': said('Hello', {
    annotations: [null, 7, {}, { url_citation: null }, { url_citation: { url: 7, title: {} } }],
  }),
  'annotations as an object': said('Hello', { annotations: { url_citation: { url: 'x' } } }),
  'citations of odd things': { ...said('Hello'), citations: [null, 7, {}], search_results: {} },
  'an address that is none': said('Hello', {
    annotations: [{ type: 'url_citation', url_citation: { url: 'javascript:alert(1)' } }],
  }),
  '5,000 log probabilities': answer(
    { role: 'assistant', content: 'a'.repeat(5_000) },
    { logprobs: { content: tokens(5_000), refusal: null } },
  ),
  'log probabilities of odd things': answer(
    { role: 'assistant', content: 'Hello' },
    {
      logprobs: {
        content: [null, 7, {}, { token: 7, logprob: 'x' }, { token: 'a', logprob: null }],
        refusal: 'x',
      },
    },
  ),
  'log probabilities as text': answer({ role: 'assistant', content: 'Hello' }, { logprobs: 'x' }),
  'reasoning of odd things': said('Hello', {
    reasoning: { a: 1 },
    reasoning_content: [7],
    reasoning_details: [null, 7, {}, { type: 7 }],
    thinking_blocks: 'x',
  }),
  'audio as text': said(null, { audio: 'UklGRg==' }),
  'audio that is no sound': said(null, {
    audio: { id: 7, data: '!!', transcript: null, expires_at: 'soon' },
  }),
  'images of odd things': said('', { images: [null, 7, {}, 'x', { image_url: {} }] }),
  'images as an object': said('', { images: { url: 'x' } }),
  'a refusal that is an object': said(null, { refusal: { why: 'x' } }),
  'a finish reason that is an object': answer(
    { role: 'assistant', content: 'Hello' },
    { finish_reason: { type: 'stop' } },
  ),
  'a finish reason of another provider': answer(
    { role: 'assistant', content: 'Hello' },
    { finish_reason: 'constructor' },
  ),
  'an error in a choice': answer(
    { role: 'assistant', content: 'Half an' },
    { finish_reason: 'error', error: { code: 502, message: ['x'] } },
  ),
  'an error that is a number': { ...said('Hello'), error: 7 },
  'filter results of odd things': answer(
    { role: 'assistant', content: '' },
    { finish_reason: 'content_filter', content_filter_results: { hate: null, x: { filtered: 1 } } },
  ),
  'a model that is an object': { ...said('Hello'), model: { name: 'x' } },
  'parameters of odd things': {
    ...said('Hello'),
    tools: { find: {} },
    tool_choice: [null],
    response_format: 'json',
    temperature: 'hot',
    seed: {},
    stop: { a: 1 },
    service_tier: ['x'],
    system_fingerprint: 7,
  },
  'tools of odd things': {
    ...said('Hello'),
    tools: [null, 7, {}, { type: 'function' }, { function: { name: {}, parameters: 'x' } }],
  },
  'names that every object has': JSON.parse(
    '{"choices":[{"message":{"role":"assistant","content":"Hello","__proto__":{"x":1},"constructor":"x","toString":1,"hasOwnProperty":null}}],"__proto__":{"choices":1},"metadata":{"__proto__":"x","constructor":"y"}}',
  ) as OddCompletion,
  'nulls everywhere': {
    object: null,
    created: null,
    model: null,
    usage: null,
    metadata: null,
    service_tier: null,
    choices: [
      {
        index: null,
        finish_reason: null,
        logprobs: null,
        message: {
          role: null,
          content: null,
          refusal: null,
          tool_calls: null,
          function_call: null,
          audio: null,
          annotations: null,
          images: null,
          reasoning: null,
          reasoning_details: null,
        },
      },
    ],
  },
  'many choices, out of order': {
    choices: [5, 3, 3, -1, 'x'].map((index) => ({
      index,
      message: { role: 'assistant', content: `Choice ${index}` },
      finish_reason: 'stop',
    })),
  },
  'half a surrogate and a NUL': said('a\uD800b\u0000c'),
  'one word of 100,000 characters': said('x'.repeat(100_000)),
};
