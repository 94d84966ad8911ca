import { createFold } from '#contract/fold/fold';
import type { JsonObject } from '#contract/json';
import { expect, it } from 'vitest';
import { textOf } from '../json/text';
import { createFolding, type Folding } from './folding';

const said = (delta: JsonObject, more: JsonObject = {}, index = 0): JsonObject => ({
  id: 'a',
  created: 1,
  model: 'm',
  choices: [{ index, delta, finish_reason: null, ...more }],
});
const call = (index: number, more: JsonObject, fields: JsonObject = {}) =>
  said({ tool_calls: [{ index, function: more, ...fields }] });
const token = (text: string) => ({ token: text, logprob: -0.1, bytes: null, top_logprobs: [] });

const STREAMS: Record<string, JsonObject[]> = {
  texts: [said({ role: 'assistant', content: 'Hel' }), said({ content: 'lo' }), said({})],
  'several choices': [
    said({ content: 'a' }, {}, 1),
    said({ content: 'b' }),
    said({ content: 'c' }, {}, 1),
  ],
  calls: [
    call(0, { name: 'f', arguments: '{"a' }, { id: 'call_1', type: 'function' }),
    call(0, { arguments: '":1' }),
    call(1, { name: 'g', arguments: '{' }, { id: 'call_2', type: 'function' }),
    call(0, { arguments: '}' }),
    call(1, { arguments: '}' }),
    call(0, { name: 'h', arguments: '{}' }, { id: 'call_3', type: 'function' }),
  ],
  'calls without an index': [
    said({ tool_calls: [{ id: 'a', function: { name: 'f', arguments: '{' } }] }),
    said({ tool_calls: [{ function: { arguments: '}' } }] }),
    said({ tool_calls: [{ id: 'b', function: { name: 'g', arguments: '{}' } }] }),
  ],
  'a call of old': [
    said({ function_call: { name: 'f', arguments: '{' } }),
    said({ function_call: { arguments: '}' } }),
  ],
  'parts and texts': [
    said({ content: [{ type: 'text', text: 'a' }] }),
    said({ content: 'b' }),
    said({
      content: [
        { type: 'text', text: 'c' },
        { type: 'image_url', image_url: { url: 'u' } },
      ],
    }),
    said({ content: [{ type: 'text', text: 'd' }] }),
  ],
  thinking: [
    said({ reasoning_content: 'one ' }),
    said({ thinking_blocks: [{ type: 'thinking', thinking: 'a', index: 0 }] }),
    said({ thinking_blocks: [{ type: 'thinking', thinking: 'b', signature: 's', index: 0 }] }),
    said({ reasoning_details: [{ type: 'reasoning.text', text: 'c', index: 0 }] }),
    said({ reasoning_details: [{ type: 'reasoning.text', text: 'd', index: 0 }] }),
    said({ reasoning_content: 'two' }),
  ],
  'tokens and their chances': [
    said({ content: 'a' }, { logprobs: { content: [token('a')], refusal: null } }),
    said({ content: 'b' }, { logprobs: { content: [token('b'), token('c')] } }),
  ],
  'sound and pictures': [
    said({ audio: { id: 'x', transcript: 'Hel', data: 'AA' } }),
    said({ audio: { transcript: 'lo', data: 'BB' } }),
    said({ images: [{ type: 'image_url', index: 0, image_url: { url: 'u' } }] }),
  ],
  usage: [
    { ...said({ content: 'a' }), usage: { prompt_tokens: 1, completion_tokens: 2 } },
    { id: 'a', choices: [], usage: { prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 } },
    { id: 'a', choices: [], x_groq: { usage: { total_time: 1 } }, timings: { a: 1 } },
  ],
  'an end with members of its own': [
    said({ content: 'a' }),
    said({}, { finish_reason: 'stop', stop_reason: 'eos', content_filter_results: { a: 1 } }),
  ],
};

function chunksIn(folding: Folding): JsonObject[] {
  return folding.stretches().flatMap((text) => JSON.parse(textOf(text)) as JsonObject[]);
}

it.each(Object.entries(STREAMS))(
  '%s whose beginning is folded are what they are at once',
  (_, chunks) => {
    const fold = createFold();
    for (const chunk of chunks) fold.add(structuredClone(chunk));
    for (const [count] of chunks.entries()) {
      const texts = chunks.map((chunk) => JSON.stringify(chunk));
      const folding = createFolding(texts.slice(0, count).join('').length);
      for (const [i, chunk] of chunks.entries())
        folding.add(structuredClone(chunk), texts[i] ?? '');
      const again = createFold();
      for (const chunk of chunksIn(folding)) again.add(chunk);
      expect(again.completion(), `${count} are folded`).toEqual(fold.completion());
    }
  },
);

it('a chunk that is there as text stands between what came before and after it', () => {
  const folding = createFolding();
  const [a, b, c] = ['a', 'b', 'c'].map((content) => said({ content }));
  folding.add(a ?? {}, JSON.stringify(a));
  folding.addStretch(JSON.stringify([b]));
  folding.add(c ?? {}, JSON.stringify(c));
  expect(folding.whole()).toBeNull();
  expect(chunksIn(folding)).toMatchObject(
    ['a', 'b', 'c'].map((content) => ({ choices: [{ delta: { content } }] })),
  );
});
