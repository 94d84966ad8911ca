import { expect, it, vi } from 'vitest';
import { ApiError } from '@/api/api-error';
import { createClient } from '@/api/client';
import { type StreamOptions, streamCompletion } from '@/api/stream-completion';
import { completionBody, sendJson, startTestServer } from '@/api/test-server';
import type { Chunk, Completion } from '@/api/wire';
import { createFold } from '#contract/fold/fold';

const PARAMS = { model: 'demo', messages: [] };

function delta(content: string, finish_reason: string | null = null, index = 0): string {
  const choices = [{ index, delta: { content }, finish_reason }];
  return `data: ${JSON.stringify({ id: 'c', created: 1, model: 'demo', choices })}\n\n`;
}

/** The completion that the chunks make. */
async function foldChunks(chunks: AsyncIterable<Chunk> | Iterable<Chunk>) {
  const fold = createFold();
  for await (const chunk of chunks) fold.add(chunk);
  return fold.completion() as unknown as Completion;
}

/** Streams a text in one piece; reads all of it; gives its chunks and how it ended. */
async function run(text: string, end = true, options: StreamOptions = {}) {
  const { client, seen } = await startTestServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req-s' });
    response.write(text);
    if (end) response.end();
  });
  const stream = await streamCompletion(client, PARAMS, options);
  const chunks: Chunk[] = [];
  let error: unknown = null;
  try {
    for await (const chunk of stream.chunks) chunks.push(chunk);
  } catch (reason) {
    error = reason;
  }
  const completion = await foldChunks(chunks);
  return { stream, chunks, error, seen, text: completion.choices[0]?.message.content };
}

it('gives the chunks of an answer and asks for a stream', async () => {
  const { stream, chunks, error, seen, text } = await run(
    `: hello\n\n${delta('Hel')}${delta('lo', 'stop')}data: [DONE]\n\n`,
  );
  expect({ error, text, count: chunks.length }).toEqual({ error: null, text: 'Hello', count: 2 });
  expect(stream).toMatchObject({ status: 200, requestId: 'req-s' });
  expect(seen[0]?.body).toBe('{"model":"demo","messages":[],"stream":true}');
});

it('gives calls of tools piece by piece, which the fold joins', async () => {
  const piece = (tool_calls: object[], finish_reason: string | null = null) =>
    `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { tool_calls }, finish_reason }] })}\n\n`;
  const { chunks } = await run(
    piece([{ index: 0, id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }]) +
      piece([{ index: 0, function: { arguments: '{"a"' } }]) +
      piece([{ index: 1, id: 'c2', type: 'function', function: { name: 'g', arguments: '{}' } }]) +
      piece([{ index: 0, function: { arguments: ':1}' } }], 'tool_calls') +
      'data: [DONE]\n\n',
  );
  expect(chunks).toHaveLength(4);
  expect((await foldChunks(chunks)).choices[0]?.message.tool_calls).toMatchObject([
    { id: 'c1', function: { name: 'f', arguments: '{"a":1}' } },
    { id: 'c2', function: { name: 'g', arguments: '{}' } },
  ]);
});

it('ends at [DONE], also when the connection stays open', async () => {
  const { error, text } = await run(`${delta('Hi')}data: [DONE]\n\n`, false);
  expect({ error, text }).toEqual({ error: null, text: 'Hi' });
});

it('accepts an end without [DONE] only when every choice has its finish reason', async () => {
  expect((await run(delta('a', 'stop'))).error).toBeNull();
  expect((await run(delta('a', 'length').trimEnd())).error).toBeNull();

  for (const cut of [
    '',
    delta('a'),
    delta('a', 'stop') + delta('b', null, 1),
    delta('a') + delta('b', 'stop').slice(0, -20),
  ]) {
    const { error } = await run(cut);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ kind: 'broken_stream', requestId: 'req-s' });
  }
});

it('rejects with the error that an event carries, and keeps what came before it', async () => {
  const event = 'data: {"error":{"message":"Overloaded","code":"overloaded","type":"t"}}\n\n';
  const { error, text } = await run(`${delta('Half')}${event}data: [DONE]\n\n`);
  expect(text).toBe('Half');
  expect(error).toMatchObject({ kind: 'event', message: 'Overloaded', code: 'overloaded' });
});

it.each(['data: {"id":\n\n', 'data: [DONE]x\n\n', 'data: 3\n\n', 'data: {"choices":[3]}\n\n'])(
  'rejects the malformed event %j',
  async (event) => {
    const { error } = await run(delta('a', 'stop') + event + delta('b'));
    expect(error).toMatchObject({ kind: 'invalid_response' });
  },
);

it('takes a choice without a delta', async () => {
  const last = 'data: {"choices":[{"index":0,"finish_reason":"stop","delta":null}]}\n\n';
  const { error, text } = await run(`${delta('a')}${last}data: {"usage":{}}\n\ndata: [DONE]\n\n`);
  expect({ error, text }).toEqual({ error: null, text: 'a' });
});

it('reports a connection that resets as a broken stream', async () => {
  const { client } = await startTestServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(delta('Half', 'stop'), () => response.destroy());
  });
  const { chunks } = await streamCompletion(client, PARAMS);
  await expect(foldChunks(chunks)).rejects.toMatchObject({ kind: 'broken_stream' });
});

it('closes the connection and rejects with the reason when aborted', async () => {
  let isClosed = false;
  const { client } = await startTestServer((response) => {
    response.on('close', () => {
      isClosed = true;
    });
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(delta('Half'));
  });
  const controller = new AbortController();
  const { chunks } = await streamCompletion(client, PARAMS, { signal: controller.signal });
  await chunks.next();
  controller.abort();
  await expect(chunks.next()).rejects.toHaveProperty('name', 'AbortError');
  await vi.waitFor(() => expect(isClosed).toBe(true));
});

it('limits the wait for the headers, not the length of the answer', async () => {
  const { client } = await startTestServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(delta('a'));
    setTimeout(() => response.end(`${delta('b', 'stop')}data: [DONE]\n\n`), 250);
  });
  const { chunks } = await streamCompletion(client, PARAMS, { timeout: 200 });
  expect((await foldChunks(chunks)).choices[0]?.message.content).toBe('ab');
});

it('takes silence for the end of the stream when told how long', async () => {
  const { error } = await run(delta('a'), false, { idleTimeout: 30 });
  expect(error).toMatchObject({ kind: 'timeout' });
});

it('makes one chunk of an answer in one piece', async () => {
  const { client } = await startTestServer((response) =>
    sendJson(response, completionBody('c', 'Whole')),
  );
  const { chunks } = await streamCompletion(client, PARAMS);
  const completion = await foldChunks(chunks);
  expect(completion).toMatchObject({ id: 'c', object: 'chat.completion' });
  expect(completion.choices[0]).toMatchObject({
    finish_reason: 'stop',
    message: { role: 'assistant', content: 'Whole' },
  });
});

it('rejects with the error that a 200 in one piece carries', async () => {
  const { client } = await startTestServer((response) =>
    sendJson(response, { error: { message: 'Quota used up' } }),
  );
  const { chunks } = await streamCompletion(client, PARAMS);
  await expect(foldChunks(chunks)).rejects.toMatchObject({ message: 'Quota used up' });
});

it('asks our own server for signs of life, and no other', async () => {
  const { client, seen } = await startTestServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`${delta('a', 'stop')}data: [DONE]\n\n`);
  });
  await streamCompletion(client, PARAMS);
  const toThere: typeof fetch = (_, init) => fetch(`${client.baseUrl}/chat/completions`, init);
  await streamCompletion(createClient({ baseUrl: '/v1', fetch: toThere }), PARAMS);
  expect(seen.map(({ headers }) => headers['x-keep-alive'])).toEqual([undefined, 'comments']);
});

it.each([
  [
    'data of null and heartbeats',
    `data: null\n\ndata:\n\ndata: pong\n\n${delta('a')}data: [DONE] \n\n`,
  ],
  ['JSON of another content type', JSON.stringify(completionBody('c', 'a'))],
  ['JSON line by line', delta('a', 'stop').replace('data: ', '').trim()],
])('reads %s', async (_, text) => {
  const { error, text: content } = await run(text);
  expect({ error, content }).toEqual({ error: null, content: 'a' });
});

it.each([
  [
    'an error in a choice',
    delta('a') + 'data: {"choices":[{"error":{"message":"Garbage"}}]}\n\ndata: [DONE]\n\n',
    'Garbage',
  ],
  [
    'an object that is an error',
    'data: {"object":"error","message":"Out of memory"}\n\n',
    'Out of memory',
  ],
  ['an event of that name', 'event: error\ndata: {"detail":"Full"}\n\n', 'Full'],
])('rejects with the words of %s', async (_, text, message) => {
  expect((await run(text)).error).toMatchObject({ kind: 'event', message });
});

it.each([
  ['nothing but its end', 'data: [DONE]\n\n'],
  ['an empty finish reason', delta('a', '')],
])('takes a stream with %s for a broken one', async (_, text) => {
  expect((await run(text)).error).toMatchObject({ kind: 'broken_stream' });
});

it('wants as many choices as were asked for where nothing says that the answer is whole', async () => {
  const { client } = await startTestServer((response) => response.end(delta('a', 'stop')));
  const { chunks } = await streamCompletion(client, { ...PARAMS, n: 2 });
  await expect(foldChunks(chunks)).rejects.toMatchObject({ kind: 'broken_stream' });
});
