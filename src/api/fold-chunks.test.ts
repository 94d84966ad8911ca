// @vitest-environment node
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyChunk, foldChunks } from '@/api/fold-chunks';
import type { Chunk } from '@/api/wire';

const chunk = (choices: object[], fields: object = {}): Chunk =>
  ({
    id: 'c',
    created: 1,
    model: 'demo',
    object: 'chat.completion.chunk',
    choices,
    ...fields,
  }) as Chunk;
const part = (delta: object, index = 0, fields: object = {}) => ({
  index,
  delta,
  finish_reason: null,
  ...fields,
});

const call = (index: number | undefined, fields: object) =>
  part({ tool_calls: [{ index, ...fields }] });
const probs = (token: string) => ({ logprobs: { content: [{ token }], refusal: null } });

it('gives the same text however it is cut into chunks and however choices are mixed', async () => {
  const pieces = fc.array(fc.tuple(fc.nat(3), fc.string({ unit: 'binary' })), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(pieces, async (list) => {
      const folded = await foldChunks(
        list.map(([index, content]) => chunk([part({ content }, index)])),
      );
      const expected = new Map<number, string>();
      for (const [index, text] of list) expected.set(index, (expected.get(index) ?? '') + text);
      const texts = folded?.choices.map(({ index, message }) => [index, message.content]) ?? [];
      expect(texts).toEqual([...expected].sort(([one], [other]) => one - other));
    }),
    { seed: 7 },
  );
});

it('collects tool calls by index, their names whole and their arguments in pieces', async () => {
  const folded = await foldChunks([
    chunk([call(1, { id: 'b', type: 'function', function: { name: 'add', arguments: '' } })]),
    chunk([call(0, { id: 'a', type: 'function', function: { name: 'get', arguments: '{"x"' } })]),
    chunk([call(1, { function: { arguments: '{}' } })]),
    chunk([call(0, { id: '', function: { name: 'get', arguments: ':1}' } })]),
  ]);
  expect(folded?.choices[0]?.message.tool_calls).toEqual([
    { index: 0, id: 'a', type: 'function', function: { name: 'get', arguments: '{"x":1}' } },
    { index: 1, id: 'b', type: 'function', function: { name: 'add', arguments: '{}' } },
  ]);
});

it('tells calls without an index apart by id', async () => {
  const folded = await foldChunks([
    chunk([call(undefined, { id: 'a', function: { name: 'get', arguments: '1' } })]),
    chunk([call(undefined, { id: 'b', function: { name: 'get', arguments: '2' } })]),
    chunk([call(undefined, { function: { arguments: '3' } })]),
  ]);
  const calls = folded?.choices[0]?.message.tool_calls ?? [];
  expect(calls.map((c) => c.type !== 'custom' && c.function.arguments)).toEqual(['1', '23']);
});

it('grows refusal, reasoning, logprobs and any field of another server', async () => {
  const folded = await foldChunks([
    chunk([part({ role: 'assistant', reasoning_content: 'Hm', refusal: null }, 0, probs('a'))]),
    chunk([part({ reasoning_content: 'm', refusal: 'I ', novelty: 'x' }, 0, probs('b'))]),
    chunk([part({ refusal: 'cannot', novelty: 'y', parts: [1] })]),
    chunk([part({ parts: [2], audio: { id: 'n', data: 'A' } })]),
    chunk([part({ audio: { id: 'n', data: 'B' } })]),
  ]);
  expect(folded?.choices[0]).toMatchObject({
    message: {
      role: 'assistant',
      content: null,
      reasoning_content: 'Hmm',
      refusal: 'I cannot',
      novelty: 'xy',
      parts: [1, 2],
      audio: { id: 'n', data: 'AB' },
    },
    logprobs: { content: [{ token: 'a' }, { token: 'b' }], refusal: null },
  });
});

it('keeps the last finish reason and usage, and no empty word', async () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  const folded = await foldChunks([
    chunk([], { id: '', model: '', usage: null }),
    chunk([part({ content: 'a' })], { system_fingerprint: 'fp' }),
    chunk([{ ...part({}), finish_reason: 'length' }], { usage: null }),
    chunk([{ ...part({}), finish_reason: null }], { system_fingerprint: null }),
    chunk([], { id: '', usage, extra: 1 }),
  ]);
  expect(folded).toMatchObject({
    id: 'c',
    model: 'demo',
    usage,
    system_fingerprint: 'fp',
    extra: 1,
  });
  expect(folded?.object).toBe('chat.completion');
  expect(folded?.choices[0]?.finish_reason).toBe('length');
});

it('takes any index, in order of size, without making room for what is between', async () => {
  const indexes = [1e9, 0, -1, 0.5];
  const folded = await foldChunks([chunk(indexes.map((index) => part({ content: 'x' }, index)))]);
  expect(folded?.choices.map(({ index }) => index)).toEqual([-1, 0, 0.5, 1e9]);
});

it('leaves the value before as it was', () => {
  const first = applyChunk(null, chunk([part({ content: 'a' })]));
  const before = structuredClone(first);
  applyChunk(first, chunk([part({ content: 'b' })]));
  expect(first).toEqual(before);
});

it('takes __proto__ for a name like any other', async () => {
  const hostile = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":"x"}') as object;
  const folded = await foldChunks([chunk([part(hostile)]), chunk([part(hostile)])]);
  const message = folded?.choices[0]?.message ?? {};
  expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
  expect(message).not.toHaveProperty('isAdmin');
});

it('has nothing to give for no chunks', async () => {
  expect(await foldChunks([])).toBeNull();
});
