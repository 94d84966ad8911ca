import { expect, it } from 'vitest';
import { clientFor, LOCAL_CONNECTION } from '@/api/connection';
import { streamWithUsage } from '@/api/stream-with-usage';
import { sendJson, startTestServer } from '@/api/test-server';
import type { CreateParams } from '@/api/wire';

const PARAMS: CreateParams = { model: 'm', messages: [], stream_options: { include_usage: true } };
const WHOLE = 'data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n';

async function read(chunks: AsyncIterable<unknown>) {
  for await (const _ of chunks);
}

it('leaves out what a server refuses, and remembers it', async () => {
  const { client, seen } = await startTestServer((response, { body }) => {
    if (body.includes('stream_options'))
      sendJson(
        response,
        { detail: [{ loc: ['body', 'stream_options'], msg: 'Not permitted' }] },
        422,
      );
    else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(WHOLE);
  });
  await read((await streamWithUsage(client, PARAMS, {})).chunks);
  await read((await streamWithUsage(client, PARAMS, {})).chunks);
  expect(seen.map(({ body }) => body.includes('stream_options'))).toEqual([true, false, false]);
});

it('asks nothing again that was refused for another reason', async () => {
  const { client, seen } = await startTestServer((response) =>
    sendJson(response, { error: { message: 'No such model', param: 'model' } }, 400),
  );
  await expect(streamWithUsage(client, PARAMS, {})).rejects.toMatchObject({ param: 'model' });
  expect(seen).toHaveLength(1);
});

it('leaves it to this server how to ask its provider', async () => {
  const asked: RequestInit[] = [];
  const local = {
    ...clientFor(LOCAL_CONNECTION),
    fetch: async (_: unknown, init?: RequestInit) => {
      asked.push(init ?? {});
      return new Response(WHOLE, { headers: { 'content-type': 'text/event-stream' } });
    },
  };
  await read((await streamWithUsage(local, PARAMS, {})).chunks);
  expect(asked[0]?.body).not.toContain('stream_options');
  expect(new Headers(asked[0]?.headers).get('x-include-usage')).toBe('true');
});
