import OpenAI from 'openai';
import OpenAI4 from 'openai-4';
import OpenAI7 from 'openai-7';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  completion,
  chunk,
  scriptedProvider,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';
import { startApp } from '../testing/start-app';

type Sdk = typeof OpenAI;

// The major versions that are in wide use. Their types differ in what this story does not touch.
const SDKS: [name: string, sdk: Sdk][] = [
  ['openai 4', OpenAI4 as unknown as Sdk],
  ['openai 6', OpenAI],
  ['openai 7', OpenAI7 as unknown as Sdk],
];

const MESSAGES = [{ role: 'user' as const, content: 'Hello' }];
const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));

describe.each(SDKS)('the official SDK, %s, pointed at this server', (name, Sdk) => {
  let client: OpenAI;

  beforeAll(() => {
    client = new Sdk({ baseURL: `${at.server.url}/v1`, apiKey: 'unused' });
  });

  it('creates, retrieves, updates, lists messages and deletes', async () => {
    const created = await client.chat.completions.create({
      model: 'demo:demo-echo',
      messages: MESSAGES,
      store: true,
      metadata: { env: 'test' },
    });
    expect(created.choices[0]?.message.content).toContain('Hello');
    expect(await client.chat.completions.retrieve(created.id)).toMatchObject({
      metadata: { env: 'test' },
    });
    const updated = await client.chat.completions.update(created.id, { metadata: { env: 'prod' } });
    expect(updated).toMatchObject({ id: created.id, metadata: { env: 'prod' } });
    const messages = [];
    for await (const m of client.chat.completions.messages.list(created.id))
      messages.push(m.content);
    expect(messages).toEqual(['Hello']);
    expect(await remove(client, created.id)).toMatchObject({ deleted: true });
    await expect(client.chat.completions.retrieve(created.id)).rejects.toThrow(Sdk.NotFoundError);
  });

  it('pages through everything by itself, in both orders, filtered by metadata', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 45; i += 1) {
      const metadata = { run: name, parity: String(i % 2) };
      const { id } = await client.chat.completions.create({
        model: 'demo:demo-echo',
        messages: MESSAGES,
        store: true,
        metadata,
      });
      ids.push(id);
    }
    for (const order of ['asc', 'desc'] as const) {
      const seen: string[] = [];
      const pages = client.chat.completions.list({ order, limit: 10, metadata: { run: name } });
      for await (const { id } of pages) seen.push(id);
      expect(seen).toEqual(order === 'asc' ? ids : ids.toReversed());
    }
    const odd = client.chat.completions.list({ metadata: { run: name, parity: '1' } });
    const seen: string[] = [];
    for await (const { id } of odd) seen.push(id);
    expect(seen).toEqual(ids.filter((_, i) => i % 2 === 1));
  });

  it('streams, and its helper folds what we stored', async () => {
    const stream = streamHelper(client)({
      model: 'demo:demo-tools',
      messages: MESSAGES,
      n: 2,
      store: true,
      tools: [
        {
          type: 'function',
          function: {
            name: 'weather',
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
          },
        },
      ],
    });
    const final = await stream.finalChatCompletion();
    expect(final.choices).toHaveLength(2);
    const stored = await client.chat.completions.retrieve(final.id);
    expect(stored.choices.map((c) => c.message.tool_calls)).toMatchObject(
      final.choices.map((c) => c.message.tool_calls?.map(({ id, type }) => ({ id, type }))),
    );
    expect(stored.choices[1]?.message.tool_calls?.[0]).toMatchObject({
      function: { name: 'weather', arguments: '{"city":"demo"}' },
    });
    expect(stored.usage?.total_tokens).toBeGreaterThan(0);
  });

  it('throws when a stream breaks instead of taking what came for the whole', async () => {
    at.upstream.script((response) => {
      sendEvents(response, [chunk({ role: 'assistant', content: 'Hel' })]);
      response.end();
    });
    const stream = await client.chat.completions.create({
      model: 'scripted:m',
      messages: MESSAGES,
      stream: true,
    });
    await expect(async () => {
      for await (const event of stream) expect(event.choices).toHaveLength(1);
    }).rejects.toThrow('incomplete');
  });

  it.each([429, 503, 500])(
    'outlives one refusal with %d, as straight at the provider',
    async (status) => {
      const count = at.upstream.received.length;
      at.upstream.script((response) => {
        if (at.upstream.received.length > count + 1) return sendJson(response, completion('Hi'));
        response.setHeader('retry-after-ms', '1');
        sendJson(response, { error: { message: 'slow down' } }, status);
      });
      const answer = await client.chat.completions.create({
        model: 'scripted:m',
        messages: MESSAGES,
      });
      expect(answer.choices[0]?.message.content).toBe('Hi');
      expect(at.upstream.received).toHaveLength(count + 2);
    },
  );

  it('never asks again for an answer that came and cannot be read, or that broke off', async () => {
    const count = at.upstream.received.length;
    at.upstream.script((response) => sendJson(response, '{"choices":['));
    const params = { model: 'scripted:m', messages: MESSAGES };
    await expect(client.chat.completions.create(params)).rejects.toThrow('not a chat completion');
    at.upstream.script((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices":', () => response.destroy());
    });
    await expect(client.chat.completions.create(params)).rejects.toThrow('broke off');
    expect(at.upstream.received).toHaveLength(count + 2);
  });

  it('gets the error classes it knows, with code, param and request id', async () => {
    const refused = client.chat.completions.create({ model: 'm', messages: [] });
    await expect(refused).rejects.toThrow(Sdk.BadRequestError);
    await expect(refused).rejects.toMatchObject({ code: 'empty_array', param: 'messages' });
    await expect(refused).rejects.toHaveProperty(
      name === 'openai 4' ? 'request_id' : 'requestID',
      expect.stringMatching(/^req_/),
    );
    const locked = await startApp({ env: { ACCESS_TOKEN: 'a-long-access-token' }, listen: true });
    const stranger = new Sdk({ baseURL: `${locked.url}/v1`, apiKey: 'sk-wrong-9876' });
    await expect(stranger.models.list()).rejects.toThrow(Sdk.AuthenticationError);
    await expect(stranger.models.list()).rejects.toThrow('****9876');
    const known = new Sdk({ baseURL: `${locked.url}/v1`, apiKey: 'a-long-access-token' });
    expect((await known.models.list()).data.length).toBeGreaterThan(0);
    await locked.close();
  });

  it('lists and retrieves models of all providers', async () => {
    at.upstream.script((response) =>
      sendJson(response, {
        object: 'list',
        data: [{ id: 'm-1', object: 'model', created: 1, owned_by: 'x' }],
      }),
    );
    const ids = (await client.models.list()).data.map(({ id }) => id);
    expect(ids).toContain('m-1');
    expect(ids).toContain('demo:demo-markdown');
    expect((await client.models.retrieve('demo:demo-echo')).id).toBe('demo:demo-echo');
  });

  it('cancels upstream when it aborts', async () => {
    at.upstream.script((response) => sendEvents(response, [chunk({ content: 'Hel' })]));
    const stream = await client.chat.completions.create({
      model: 'scripted:m',
      messages: MESSAGES,
      stream: true,
    });
    for await (const event of stream) {
      expect(event.choices[0]?.delta.content).toBe('Hel');
      stream.controller.abort();
    }
    await at.upstream.received.at(-1)?.aborted;
  });
});

/** Version 4 has another name for it. */
function remove(client: OpenAI, id: string) {
  const { completions } = client.chat as unknown as {
    completions: Record<'del' | 'delete', Remove>;
  };
  return 'del' in completions ? completions.del(id) : client.chat.completions.delete(id);
}

type Remove = (id: string) => Promise<object>;

/** Version 4 has another place for it. */
function streamHelper(client: OpenAI) {
  const { beta, chat } = client as unknown as { beta?: { chat?: OpenAI.Chat }; chat: OpenAI.Chat };
  const { completions } = beta?.chat ?? chat;
  return completions.stream.bind(completions);
}
