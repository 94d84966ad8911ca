import { errorAnswer } from '#contract/wire/error-answer';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rawRequest } from '../testing/raw-request';
import {
  chunk,
  completion,
  scriptedProvider,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { wireErrors } from '../testing/wire-errors';
import { startApp } from '../testing/start-app';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream)],
  listen: true,
  config: { headersTimeout: 300, requestTimeout: 600 },
}));

const CREATE = '/v1/chat/completions';
const JSON_TYPE = { 'content-type': 'application/json' };

function post(body: string | Buffer | object, headers: Record<string, string> = {}, url = CREATE) {
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return at.server.app.inject({
    method: 'POST',
    url,
    headers: { ...JSON_TYPE, ...headers },
    payload,
  });
}

function ask(content: unknown, more: object = {}) {
  return { model: 'scripted:m', messages: [{ role: 'user', content }], ...more };
}

function answerWith(content: string) {
  at.upstream.script((response) => sendJson(response, completion(content)));
}

function expectRefusal(answer: { statusCode: number; body: string }, status: number) {
  expect(answer.statusCode).toBe(status);
  expect(wireErrors(errorAnswer, JSON.parse(answer.body))).toEqual([]);
}

describe('the bytes of a request', () => {
  it('may start with a byte order mark, which the provider does not get', async () => {
    answerWith('Hi');
    const text = JSON.stringify(ask('Hello'));
    const answer = await post(`\uFEFF${text}`);
    expect(answer.statusCode).toBe(200);
    expect(at.upstream.received.at(-1)?.body).toBe(text.replace('scripted:m', 'm'));
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from('{"model":"m\xff","messages":[]}', 'latin1')],
    ['129 levels', `{"model":"m","messages":${'['.repeat(128)}${']'.repeat(128)}}`],
    ['10 MB of opening brackets', '['.repeat(10_000_000)],
    ['10 MB of opening braces', '{"a":'.repeat(2_000_000)],
  ])('are refused when they are %s', async (_, body) => {
    expectRefusal(await post(body), 400);
  });

  it('must not be compressed', async () => {
    const count = at.upstream.received.length;
    for (const url of [CREATE, '/v1/embeddings']) {
      const body = gzipSync(JSON.stringify(ask('Hello')));
      const refused = await post(body, { 'content-encoding': 'gzip' }, url);
      expectRefusal(refused, 415);
      expect(refused.json()).toMatchObject({ error: { code: 'unsupported_content_encoding' } });
    }
    expect(at.upstream.received).toHaveLength(count);
  });

  it('are refused beyond the limit, whether their length is announced or not', async () => {
    const small = await startApp({ config: { bodyLimit: 1_000 }, listen: true });
    const { host } = new URL(small.url);
    const head = `POST ${CREATE} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
    const announced = `${head}Content-Length: 1001\r\n\r\n`;
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n3e9\r\n${' '.repeat(1_001)}\r\n`;
    for (const request of [announced, chunked]) {
      const answer = await rawRequest(small.url, request);
      expect(answer.status).toBe(413);
      expect(wireErrors(errorAnswer, JSON.parse(answer.body))).toEqual([]);
      expect(answer.headers).toMatch(/connection: close/i);
    }
    await small.close();
  });

  it.each([
    ['GET /v1/%zz HTTP/1.1', 400],
    ['PROPFIND /v1/models HTTP/1.1', 404],
    ['PUT /api/server HTTP/1.1', 404],
    ['GET /v1/chat/completions/ HTTP/1.1', 404],
    ['GET /v1/models HTTP/9.9', 400],
    ['NO-HTTP', 400],
    [`GET /v1/models HTTP/1.1\r\nX-Long: ${'x'.repeat(20_000)}`, 431],
  ])('that begin with %s get an error in the shape of the API', async (line, status) => {
    const { host } = new URL(at.server.url);
    const answer = await rawRequest(
      at.server.url,
      `${line}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer.status).toBe(status);
    expect(wireErrors(errorAnswer, JSON.parse(answer.body))).toEqual([]);
  });

  it('have a limited time to arrive, and a slow answer has not', async () => {
    const { host } = new URL(at.server.url);
    const slowHead = await rawRequest(
      at.server.url,
      `GET /v1/models HTTP/1.1\r\nHost: ${host}\r\n`,
    );
    expect(slowHead.status).toBe(408);
    expect(wireErrors(errorAnswer, JSON.parse(slowHead.body))).toEqual([]);
    at.upstream.script((response) => {
      sendEvents(response, [chunk({ content: 'a' })]);
      setTimeout(() => {
        sendEvents(response, [chunk({ content: 'b' }, 'stop'), '[DONE]']);
        response.end();
      }, 1_500);
    });
    const stream = await fetch(`${at.server.url}${CREATE}`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify(ask('Hello', { stream: true })),
    });
    expect(await stream.text()).toMatch(/\[DONE\]\n\n$/);
  });

  it('wait for room when too many are being worked on, and are asked to come again when there is none', async () => {
    const busy = await startApp({
      providers: [scriptedProvider(at.upstream)],
      config: { bodyReserve: 10_000, bodyLimit: 10_000, bodyPatience: 300 },
      listen: true,
    });
    const answers: (() => void)[] = [];
    at.upstream.script((response) => {
      answers.push(() => sendJson(response, completion('Hi')));
    });
    const send = () =>
      fetch(`${busy.url}${CREATE}`, {
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify(ask('x'.repeat(6_000))),
      });
    const first = send();
    await expect.poll(() => answers.length).toBe(1);
    const second = await send();
    expect(second.status).toBe(503);
    expect(second.headers.get('retry-after')).toBe('1');
    expect(await second.json()).toMatchObject({ error: { code: 'overloaded' } });
    answers[0]?.();
    expect((await first).status).toBe(200);
    const third = send();
    await expect.poll(() => answers.length).toBe(2);
    const fourth = send();
    answers[1]?.();
    expect((await third).status).toBe(200);
    await expect.poll(() => answers.length).toBe(3);
    answers[2]?.();
    expect((await fourth).status).toBe(200);
    await busy.close();
  });
});

describe('the parameters of a create request', () => {
  it.each([
    ['17 pairs', Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, ''])), 'metadata'],
    ['a key of 65', { ['k'.repeat(65)]: '' }, `metadata.${'k'.repeat(65)}`],
    ['a value of 513', { k: '😀'.repeat(513) }, 'metadata.k'],
    ['a number', { k: 1 }, 'metadata.k'],
    ['a boolean', { k: true }, 'metadata.k'],
    ['null', { k: null }, 'metadata.k'],
    ['an object', { k: {} }, 'metadata.k'],
    ['an array', [], 'metadata'],
    ['an empty key', { '': '' }, 'metadata'],
    ['a NUL', { k: '\0' }, 'metadata.k'],
    ['a lone surrogate', { k: '\ud800' }, 'metadata.k'],
  ])(
    'are refused with metadata of %s, before the provider is called',
    async (_, metadata, param) => {
      const count = at.upstream.received.length;
      const refused = await post(ask('Hello', { store: true, metadata }));
      expectRefusal(refused, 400);
      expect(refused.json()).toMatchObject({ error: { param } });
      expect(at.upstream.received).toHaveLength(count);
    },
  );

  it.each(['a.b', 'a"b', 'a\\b', 'a[b]', 'a][b', 'a=b&c', '😀', '__proto__', 'constructor'])(
    'may tag with the key %j, and lists can be filtered by it',
    async (key) => {
      answerWith('Hi');
      const metadata = `{${JSON.stringify(key)}:"${'😀'.repeat(512)}"}`;
      const body = JSON.stringify(ask('Hello', { store: true })).replace(/}$/, '');
      const created = await post(`${body},"metadata":${metadata}}`);
      const { id } = created.json<{ id: string }>();
      const query = new URLSearchParams([[`metadata[${key}]`, '😀'.repeat(512)]]);
      const page = await at.server.app.inject(`${CREATE}?${query}`);
      expect(page.json<{ data: { id: string }[] }>().data.map((item) => item.id)).toEqual([id]);
      expect(page.body).toContain(`"metadata":${metadata}`);
    },
  );

  it('are the provider’s to judge: what it does not know it says itself, to the character', async () => {
    const error = { message: 'No such role', type: 'x', param: 'messages[0].role', code: null };
    at.upstream.script((response) => sendJson(response, { error }, 400));
    const refused = await post({ model: 'scripted:m', messages: [{ role: 'alien' }, 3] });
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toEqual({ error });
  });

  it('may be anything else: odd numbers, many tools, names that live on every object', async () => {
    answerWith('Hi');
    const tools = Array.from({ length: 129 }, (_, i) => ({
      type: 'function',
      function: { name: `f${i}` },
    }));
    const rest = `"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"temperature":3,"n":130,"tools":${JSON.stringify(tools)},"messages":[{"role":"user","content":"a","__proto__":{"polluted":1}}]`;
    const created = await post(`{"model":"scripted:m","store":true,${rest}}`);
    expect(at.upstream.received.at(-1)?.body).toBe(`{"model":"m",${rest}}`);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const { id } = created.json<{ id: string }>();
    const stored = await at.server.app.inject(`${CREATE}/${id}`);
    expect(stored.body).toContain('"__proto__":{"polluted":1}');
    const messages = await at.server.app.inject(`${CREATE}/${id}/messages`);
    expect(messages.body).toContain('"__proto__":{"polluted":1}');
  });

  it('never make this server fetch an address that stands in them', async () => {
    answerWith('Hi');
    const count = at.upstream.received.length;
    const urls = [
      at.upstream.baseUrl,
      'http://169.254.169.254/',
      'file:///etc/passwd',
      'javascript:0',
    ];
    const parts = urls.map((url) => ({ type: 'image_url', image_url: { url } }));
    expect((await post(ask(parts, { store: true }))).statusCode).toBe(200);
    expect(at.upstream.received).toHaveLength(count + 1);
    expect(at.upstream.received.at(-1)?.body).toContain(JSON.stringify(parts));
  });
});

describe('content', () => {
  const odd = `\0\ud800\u001b[31m\u202e${'e' + '\u0301'.repeat(1_000)}  two  spaces \r\n‏שלום 😀`;

  it.each([
    ['odd characters', odd],
    ['10 MB', 'häl€😀 "\\'.repeat(700_000)],
    ['a line of 1 MB without a space', 'x'.repeat(1_000_000)],
  ])('of %s comes back to the character, in both directions', async (_, content) => {
    answerWith(content);
    const created = await post(ask(content, { store: true }));
    const { id } = created.json<{ id: string }>();
    expect(
      created.json<ReturnType<typeof completion>>().choices[0]?.message.content === content,
    ).toBe(true);
    const stored = await at.server.app.inject(`${CREATE}/${id}`);
    expect(
      stored.json<ReturnType<typeof completion>>().choices[0]?.message.content === content,
    ).toBe(true);
    const messages = await at.server.app.inject(`${CREATE}/${id}/messages`);
    expect(messages.json<{ data: { content: string }[] }>().data[0]?.content === content).toBe(
      true,
    );
  });

  it('of an 8 MB image passes and stays', async () => {
    answerWith('A cat.');
    const url = `data:image/png;base64,${Buffer.alloc(8_000_000, 7).toString('base64')}`;
    const created = await post(ask([{ type: 'image_url', image_url: { url } }], { store: true }));
    const { id } = created.json<{ id: string }>();
    const messages = await at.server.app.inject(`${CREATE}/${id}/messages`);
    expect(messages.body.includes(url)).toBe(true);
  });
});
