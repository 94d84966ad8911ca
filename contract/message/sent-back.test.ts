import fc from 'fast-check';
import { expect, test } from 'vitest';
import { originOf } from './origin';
import { isParameter } from './parameters';
import { sentBack, withWords } from './sent-back';

const call = {
  id: 'call_d1',
  type: 'function',
  function: { name: 'weather', arguments: '{"town":"Basel"}' },
};

test.each([
  [
    'reasoning beside calls',
    {
      role: 'assistant',
      content: null,
      refusal: null,
      reasoning_content: 'I need it.',
      tool_calls: [call],
    },
    { role: 'assistant', content: null, reasoning_content: 'I need it.', tool_calls: [call] },
  ],
  [
    'signed blocks, side by side with their text',
    {
      content: 'Hi',
      reasoning: 'A',
      thinking_blocks: [{ type: 'thinking', thinking: 'A', signature: 's' }],
      annotations: [],
    },
    {
      role: 'assistant',
      content: 'Hi',
      reasoning: 'A',
      thinking_blocks: [{ type: 'thinking', thinking: 'A', signature: 's' }],
    },
  ],
  [
    'thinking parts',
    {
      content: [
        { type: 'thinking', thinking: 'A' },
        { type: 'text', text: 'B' },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'A' },
        { type: 'text', text: 'B' },
      ],
    },
  ],
  ['tags', { content: '<think>A</think>B' }, { role: 'assistant', content: '<think>A</think>B' }],
  [
    'only reasoning',
    { content: '', reasoning: 'A' },
    { role: 'assistant', content: '', reasoning: 'A' },
  ],
  [
    'sound, by its id',
    { content: null, audio: { id: 'audio_1', data: 'AAAA', transcript: 'Hi', expires_at: 1 } },
    { role: 'assistant', content: null, audio: { id: 'audio_1' } },
  ],
  [
    'extras of calls, arguments as text, no index',
    {
      content: '',
      tool_calls: [
        null,
        {
          index: 0,
          id: 'a',
          function: { name: 'f', arguments: { n: 1 } },
          extra_content: { g: 's' },
        },
      ],
    },
    {
      role: 'assistant',
      content: '',
      tool_calls: [
        { id: 'a', function: { name: 'f', arguments: '{"n":1}' }, extra_content: { g: 's' } },
      ],
    },
  ],
  [
    'a legacy call',
    { content: null, function_call: { name: 'f', arguments: { n: 1 } } },
    { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{"n":1}' } },
  ],
  [
    'pictures',
    { content: '', images: [{ type: 'image_url', image_url: { url: 'u' } }] },
    { role: 'assistant', content: '', images: [{ type: 'image_url', image_url: { url: 'u' } }] },
  ],
  [
    'a parsed file, and no citations',
    { content: 'A', annotations: [{ type: 'url_citation' }, { type: 'file', file: {} }] },
    { role: 'assistant', content: 'A', annotations: [{ type: 'file', file: {} }] },
  ],
  [
    'nothing',
    { role: 'assistant', content: null, refusal: null, tool_calls: [], audio: null },
    null,
  ],
])('to its own model goes %s', (_, message, sent) => {
  expect(sentBack(message, true)).toEqual({ message: sent, left: [] });
});

test.each([
  [
    'reasoning',
    { content: 'B', reasoning_content: 'A' },
    { role: 'assistant', content: 'B' },
    ['reasoning'],
  ],
  ['tags', { content: '<think>A</think>\nB' }, { role: 'assistant', content: 'B' }, ['reasoning']],
  [
    'thinking parts',
    {
      content: [
        { type: 'thinking', thinking: 'A' },
        { type: 'text', text: 'B' },
      ],
    },
    { role: 'assistant', content: 'B' },
    ['reasoning'],
  ],
  ['an answer of reasoning alone', { content: '', reasoning: 'A' }, null, ['reasoning']],
  [
    'sound',
    { audio: { id: 'a', transcript: 'Hi' } },
    { role: 'assistant', content: 'Hi' },
    ['sound'],
  ],
  ['pictures', { content: 'B', images: ['u'] }, { role: 'assistant', content: 'B' }, ['pictures']],
  [
    'details of calls',
    { content: null, tool_calls: [{ ...call, extra_content: {} }] },
    { role: 'assistant', content: null, tool_calls: [call] },
    ['details of tool calls'],
  ],
])('from any other model it keeps back %s, and says so', (_, message, sent, left) => {
  expect(sentBack(message, false)).toEqual({ message: sent, left });
});

test('no answer makes it throw, and no null is ever sent', () => {
  fc.assert(
    fc.property(fc.object({ withNullPrototype: false }), fc.boolean(), (message, isOwn) => {
      const { message: sent } = sentBack({ ...message, extra: null, refusal: null }, isOwn);
      if (sent)
        expect(
          Object.entries(sent).filter(([name, value]) => value === null && name !== 'content'),
        ).toEqual([]);
    }),
  );
});

test('one family of models behind one provider is one origin', () => {
  expect(originOf('s', 'deepseek:deepseek-chat')).toBe(originOf('s', 'deepseek:deepseek-reasoner'));
  expect(originOf('s', 'or:anthropic/claude-4')).not.toBe(originOf('s', 'or:openai/gpt-5'));
  expect(originOf('s', 'a:qwen3')).not.toBe(originOf('s', 'b:qwen3'));
  expect(originOf('s', 'qwen3:8b')).toBe(originOf('s', 'qwen3:1.7b'));
  expect(originOf('s', 'm')).not.toBe(originOf('t', 'm'));
});

test('new words take the place of the text alone', () => {
  expect(withWords({ content: '<think>A</think>\n\nB' }, 'C')).toMatchObject({
    content: '<think>A</think>\n\nC',
  });
  const picture = { type: 'image_url', image_url: { url: 'u' } };
  expect(withWords({ content: [{ type: 'text', text: 'B' }, picture] }, 'C')).toMatchObject({
    content: [picture, { type: 'text', text: 'C' }],
  });
});

test('results are no parameters, known or not; what the server tells wins', () => {
  expect(
    ['id', 'usage', 'timings', 'citations', 'error', 'system_fingerprint', 'messages'].filter(
      (name) => isParameter(name, 1, null),
    ),
  ).toEqual([]);
  expect(['top_k', 'temperature', 'input_user'].every((name) => isParameter(name, 1, null))).toBe(
    true,
  );
  expect(isParameter('novel_figure', 1, ['top_k'])).toBe(false);
  expect(isParameter('moderation', { model: 'm' }, null)).toBe(true);
  expect(isParameter('moderation', { input: {} }, null)).toBe(false);
});
