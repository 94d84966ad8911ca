import { errorAnswer } from '#contract/wire/error-answer';
import { describe, expect, it } from 'vitest';
import { rawRequest } from '../testing/raw-request';
import { completion, scriptedProvider } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';
import { wireErrors } from '../testing/wire-errors';

const demoAlone = useServer(() => ({ listen: true }));
const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));

const CREATE = '/v1/chat/completions';
const json = { 'content-type': 'application/json' };
const ask = (model: string, more: object = {}) =>
  JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], ...more });

async function refusal(path: string, init: RequestInit, { server } = at): Promise<number> {
  const answer = await fetch(`${server.url}${path}`, {
    signal: AbortSignal.timeout(5_000),
    ...init,
  });
  const body: unknown = await answer.json();
  expect(wireErrors(errorAnswer, body)).toEqual([]);
  expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
  return answer.status;
}

describe('an upstream that answers with what is no answer', () => {
  it.each([101, 100, 600, 700, 999])('such as status %d ends the request', async (status) => {
    for (const path of [CREATE, '/v1/embeddings']) {
      at.upstream.script((response) => {
        response.socket?.end(
          `HTTP/1.1 ${status} Odd\r\nconnection: upgrade\r\nupgrade: x\r\ncontent-length: 2\r\n\r\n{}`,
        );
      });
      const init = { method: 'POST', headers: json, body: ask('scripted:m') };
      expect(await refusal(path, init)).toBe(502);
      expect(
        await refusal(path, { ...init, body: ask('scripted:m', { stream: true, store: true }) }),
      ).toBe(502);
    }
  });
});

describe('a relayed answer that breaks off before its first byte', () => {
  const chunked = 'transfer-encoding: chunked\r\n\r\n';
  it.each([
    ['after its head', 'content-length: 9\r\n\r\n'],
    ['in a chunk of no length', `${chunked}zz\r\n{}\r\n0\r\n\r\n`],
    ['in the extension of a chunk', `${chunked}2;a=${'x'.repeat(30_000)}\r\n{}\r\n0\r\n\r\n`],
  ])('%s is a 502 of our form', async (_, rest) => {
    for (const type of ['application/json', 'audio/mpeg']) {
      at.upstream.script((response) => {
        response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\n${rest}`);
      });
      const init = { method: 'POST', headers: json, body: ask('scripted:m') };
      expect(await refusal('/v1/embeddings', init)).toBe(502);
      expect(await refusal('/api/providers/scripted/v1/files/x/content', {})).toBe(502);
    }
  });
});

describe('hundreds of answers before the answer', () => {
  it.each([
    ['102 Processing', ''],
    ['103 Early Hints', `link: </a.css>; rel=preload\r\nx-a: ${'x'.repeat(9_000)}\r\n`],
    ['199 Odd', ''],
  ])('%s are passed over', async (status, headers) => {
    const body = JSON.stringify(completion('Hello'));
    at.upstream.script((response) => {
      response.socket?.end(
        `HTTP/1.1 ${status}\r\n${headers}\r\n`.repeat(300) +
          `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
    for (const path of [CREATE, '/v1/embeddings'])
      for (const stream of [false, true]) {
        const init = { method: 'POST', headers: json, body: ask('scripted:m', { stream }) };
        const answer = await fetch(at.server.url + path, init);
        expect(answer.status).toBe(200);
        expect(await answer.text()).toContain('Hello');
        expect(answer.headers.has('link')).toBe(false);
      }
  });
});

describe('the demo', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'has no model %s',
    async (model) => {
      const init = { method: 'POST', headers: json, body: ask(`demo:${model}`) };
      expect(await refusal(CREATE, init)).toBe(404);
    },
  );

  it.each([
    { tools: 'x' },
    { tools: 3 },
    { tools: {} },
    { messages: [null] },
    { messages: [[]] },
    { messages: ['Hi'] },
    { n: 'two' },
  ])('refuses %j, streamed or not', async (more) => {
    for (const stream of [false, true]) {
      const body = ask('demo:demo-tools', { ...more, stream });
      expect(await refusal(CREATE, { method: 'POST', headers: json, body })).toBe(400);
    }
  });

  it.each([
    { tools: [null, 'x', { function: null }, { function: { name: {}, parameters: 'x' } }] },
    { messages: [{ role: {}, content: [null, 3, { text: 1 }] }] },
    { messages: [{ role: 'user', content: [null, 3, { text: 1 }] }] },
    { messages: [{ role: 'tool', content: { toString: 1 } }] },
    { response_format: 'x' },
    { response_format: { json_schema: { schema: { type: 'object', properties: 'x' } } } },
    { response_format: { json_schema: { schema: { anyOf: [], items: null, enum: [] } } } },
    { stream_options: 'x' },
    { n: 1.5 },
    { n: 1e300 },
    { n: null },
    { logprobs: 'x' },
  ])('answers %j', async (more) => {
    for (const model of ['demo-tools', 'demo-echo', 'demo-json']) {
      for (const stream of model === 'demo-tools' ? [false, true] : [false]) {
        const body = ask(`demo:${model}`, { ...more, stream });
        const answer = await fetch(`${at.server.url}${CREATE}`, {
          method: 'POST',
          headers: json,
          body,
          signal: AbortSignal.timeout(5_000),
        });
        const text = await answer.text();
        expect([text.slice(0, 200), answer.status]).toEqual([expect.anything(), 200]);
        if (stream) expect(text).toContain('[DONE]');
      }
    }
  });

  it.each(['DELETE', 'POST', 'PUT', 'PATCH'])('answers %s with a body', async (method) => {
    const sizes = [1, 100_000, 3_000_000];
    for (const size of sizes) {
      const body = JSON.stringify({ pad: 'x'.repeat(size) });
      for (const path of ['/v1/files/f', '/api/providers/demo/v1/files/f'])
        expect(await refusal(path, { method, headers: json, body }, demoAlone)).toBe(404);
      const plain = { method, headers: { 'content-type': 'text/plain' }, body };
      expect(await refusal('/v1/files/f', plain, demoAlone)).toBe(404);
    }
  });
});

describe('a client that expects', () => {
  it('what nobody does gets an answer of our form', async () => {
    for (const value of ['x', '200-ok', '""']) {
      const host = new URL(at.server.url).host;
      const { status, headers, body } = await rawRequest(
        at.server.url,
        `POST ${CREATE} HTTP/1.1\r\nhost: ${host}\r\nexpect: ${value}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}`,
      );
      expect(status).toBe(417);
      expect(wireErrors(errorAnswer, JSON.parse(body))).toEqual([]);
      expect(headers).toMatch(/x-request-id: req_/);
    }
  });
});
