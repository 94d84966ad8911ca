import { connect } from 'node:net';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { rawRequest } from '../testing/raw-request';
import { scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

const lines: string[] = [];
const at = useServer((upstream) => ({
  providers: [
    scriptedProvider(upstream),
    scriptedProvider(upstream, { name: 'up', baseUrl: `${upstream.baseUrl.slice(0, -3)}/other` }),
  ],
  aliases: { fast: { provider: 'up', model: 'ft:gpt/4' } },
  listen: true,
  log: (line) => lines.push(line),
}));

const host = () => new URL(at.server.url).host;

describe('what is refused before any route sees it', () => {
  it.each([
    ['a path that cannot be decoded', 'GET /v1/%ff HTTP/1.1', 400],
    ['a path with half a code', 'GET /v1/chat/completions/%zz HTTP/1.1', 400],
    ['a code cut off', 'DELETE /api/trash/% HTTP/1.1', 400],
    ['a method that nobody knows', 'BREW /v1/models HTTP/1.1', 400],
    ['a method that no route knows', 'PROPFIND /v1/models HTTP/1.1', 404],
    ['a method of caches', 'PURGE / HTTP/1.1', 404],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1', 405],
    ['no HTTP', 'hello', 400],
    ['another version', 'GET / HTTP/9.9', 400],
    ['an unknown expectation', 'POST /v1/chat/completions HTTP/1.1\r\nExpect: x', 417],
    ['a header without a name', 'GET / HTTP/1.1\r\n: x', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2', 400],
  ])('%s has our body, headers and request id', async (_, head, status) => {
    const answer = await rawRequest(
      at.server.url,
      `${head}\r\nHost: ${host()}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatch(/x-request-id: req_[0-9a-f]{32}/i);
    expect(answer.headers).toMatch(/content-security-policy: default-src 'none'/i);
    expect(answer.headers).toMatch(/x-content-type-options: nosniff/i);
    expect(JSON.parse(answer.body)).toEqual({
      error: {
        message: expect.any(String) as string,
        type: 'invalid_request_error',
        param: null,
        code: expect.any(String) as string,
      },
    });
  });

  it('goes on with a body that was announced', async () => {
    const body = '{"model":"demo:demo-echo","messages":[{"role":"user","content":"Hi"}]}';
    const answer = await rawRequest(
      at.server.url,
      `POST /v1/chat/completions HTTP/1.1\r\nHost: ${host()}\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    expect(`${answer.headers}${answer.body}`).toMatch(/HTTP\/1.1 200 OK/);
  });
});

describe('health', () => {
  it.each(['/livez', '/readyz'])(
    '%s says one word to any Host, and nothing else does',
    async (path) => {
      for (const name of ['10.0.0.7:4242', 'evil.example', host()]) {
        const head = `GET ${path} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`;
        const answer = await rawRequest(at.server.url, head);
        expect([answer.status, answer.body]).toEqual([200, 'ok']);
      }
      for (const other of [`${path}/`, `${path}x`, `/x/..${path}/..`, '/']) {
        const head = `GET ${other} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`;
        expect((await rawRequest(at.server.url, head)).status).toBe(403);
      }
    },
  );
});

describe('a model by its name', () => {
  it('is found in every way that a completion takes it', async () => {
    at.upstream.script((response, { url }) =>
      url.startsWith('/other')
        ? sendJson(response, { error: { message: 'no list here' } }, 404)
        : sendJson(response, { data: [{ id: 'm-1' }] }),
    );
    for (const name of ['up:echo', 'fast', 'm-1', 'scripted:m-1', 'm-1:online', 'up:a%2Fb']) {
      const answer = await at.server.app.inject(`/v1/models/${name}`);
      expect([name, answer.statusCode]).toEqual([name, 200]);
      expect(answer.json<{ id: string }>().id).toBe(decodeURIComponent(name));
    }
    for (const name of ['scripted:nothing', 'up:', 'nowhere:x'])
      expect((await at.server.app.inject(`/v1/models/${name}`)).statusCode).toBe(404);
  });

  it.each([
    ['fast', '/other/models/ft%3Agpt%2F4'],
    ['up:ft:x', '/other/models/ft%3Ax'],
    ['up%3Aft%2Fx?y=1', '/other/models/ft%2Fx?y=1'],
    ['m-1', '/v1/models/m-1'],
  ])('is deleted at the provider that %s leads to', async (name, url) => {
    at.upstream.script((response, got) =>
      sendJson(response, got.method === 'DELETE' ? { deleted: true } : { data: [{ id: 'm-1' }] }),
    );
    const answer = await at.server.app.inject({ method: 'DELETE', url: `/v1/models/${name}` });
    expect(answer.json()).toEqual({ deleted: true });
    const deletions = at.upstream.received.filter(({ method }) => method === 'DELETE');
    expect(deletions.at(-1)?.url).toBe(url);
  });
});

it.each([
  ['a slash at its end', '/v1/chat/completions/'],
  ['two slashes in one place', '/v1//chat/completions'],
  ['two slashes in another', '/v1/chat//completions?limit=1'],
  ['an encoded slash', '/v1/chat%2Fcompletions'],
])('takes an address with %s for none, and says so', async (_, url) => {
  const count = at.upstream.received.length;
  const payload = { model: 'up:x', messages: [{ role: 'user', content: 'Hi' }] };
  for (const method of ['GET', 'POST', 'DELETE', 'PUT', 'PATCH'] as const) {
    const answer = await at.server.app.inject({
      method,
      url,
      ...(method !== 'GET' && { payload }),
    });
    expect([method, answer.statusCode]).toEqual([method, 404]);
  }
  const answer = await at.server.app.inject({ method: 'POST', url, payload });
  expect(answer.json()).toMatchObject({ error: { code: 'unknown_url' } });
  expect(at.upstream.received).toHaveLength(count);
});

it.each([
  ['a relayed request', 'POST', '/v1/embeddings'],
  ['a completion', 'POST', '/v1/chat/completions'],
  ['a relayed list', 'GET', '/api/providers/up/v1/chat/completions'],
])('writes no error about a client that leaves during %s', async (_, method, path) => {
  for (const when of ['before the answer', 'within the answer']) {
    lines.length = 0;
    const asked = new Promise<void>((resolve) => {
      at.upstream.script((response, got) => {
        if (got.url.endsWith('/models')) return sendJson(response, { data: [] }, 404);
        if (when === 'within the answer') {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write('data: {"choices":[]}\n\n');
        }
        resolve();
        return undefined;
      });
    });
    const { hostname, port } = new URL(at.server.url);
    const headers = { 'content-type': 'application/json' };
    const leaving = request({ hostname, port, method, path, headers });
    leaving.on('error', () => undefined);
    const stream = when === 'within the answer';
    const messages = [{ role: 'user', content: 'Hi' }];
    leaving.end(method === 'GET' ? undefined : JSON.stringify({ model: 'up:x', stream, messages }));
    await asked;
    if (stream)
      await new Promise((resolve) => leaving.on('response', (r) => r.once('data', resolve)));
    const { aborted } = at.upstream.received.at(-1) ?? {};
    leaving.destroy();
    await aborted;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const loud = lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 40);
    expect(loud).toEqual([]);
  }
});

it('writes no error about a client that leaves in the middle of its body', async () => {
  lines.length = 0;
  const { hostname, port } = new URL(at.server.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nHost: ${host()}\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"model`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await expect.poll(() => lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 40)).toEqual([]);
});
