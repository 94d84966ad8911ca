import { SEARCHED_LENGTH } from '#contract/search';
import { errorAnswer } from '#contract/wire/error-answer';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../testing/raw-request';
import { completion, scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { wireErrors } from '../testing/wire-errors';
import { startApp, type TestApp } from '../testing/start-app';
import { useServer } from '../testing/use-server';

const TOKEN = 'a-long-access-token';

describe('the guard of the API', () => {
  const at = useServer((upstream) => ({
    providers: [scriptedProvider(upstream, { name: 'a@b', stored: true })],
    env: { ACCESS_TOKEN: TOKEN },
    listen: true,
  }));

  function get(target: string, ...headers: string[]) {
    const { host } = new URL(at.server.url);
    const lines = [`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers];
    return rawRequest(at.server.url, `${lines.join('\r\n')}\r\n\r\n`);
  }

  it.each([
    '/v1/chat/completions',
    '/%76%31/chat/completions',
    '/%761/chat/completions',
    '/%61pi/server',
    '/v1%2Fchat/completions',
  ])('asks for the token before it answers %s', async (target) => {
    const answer = await get(target);
    expect([401, 404]).toContain(answer.status);
    expect(wireErrors(errorAnswer, JSON.parse(answer.body))).toEqual([]);
    const foreign = await get(
      target,
      `Authorization: Bearer ${TOKEN}`,
      'Origin: https://evil.example',
    );
    expect([403, 404]).toContain(foreign.status);
  });

  it.each(['http://127.0.0.1/v1/chat/completions', 'http://evil.example/v1/models', '*'])(
    'refuses %s as a target: only paths are answered',
    async (target) => {
      const answer = await get(target, `Authorization: Bearer ${TOKEN}`);
      expect(answer.status).toBe(400);
      expect(wireErrors(errorAnswer, JSON.parse(answer.body))).toEqual([]);
    },
  );

  it.each([
    '/api/providers/a@b/v1/@127.0.0.1:1/x',
    '/api/providers/%61@b/v1/models',
    '/api/providers/a%40b/v1//127.0.0.1:1/x',
  ])('sends a relayed %s to the provider and to no other host', async (target) => {
    const count = at.upstream.received.length;
    const answer = await get(target, `Authorization: Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(at.upstream.received).toHaveLength(count + 1);
    expect(at.upstream.received.at(-1)?.url).toBe(`/v1${/\/v1(\/.*)/.exec(target)?.[1]}`);
  });
});

describe('the files of the dashboard', () => {
  let folder: string;
  let server: TestApp;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chatkeep-web-'));
    mkdirSync(join(folder, 'web', 'assets'), { recursive: true });
    mkdirSync(join(folder, 'web', '.vite'));
    writeFileSync(join(folder, 'web', 'index.html'), '<!doctype html><title>desk</title>');
    writeFileSync(join(folder, 'web', 'assets', 'app.js'), 'app()');
    writeFileSync(join(folder, 'web', '.vite', 'manifest.json'), 'canary');
    writeFileSync(join(folder, 'secret.txt'), 'canary');
    const webRoot = join(folder, 'web');
    server = await startApp({ listen: true, webRoot, env: { ACCESS_TOKEN: TOKEN } });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function get(target: string) {
    const { host } = new URL(server.url);
    const head = `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    return rawRequest(server.url, head);
  }

  it('need no token, or nobody could log in', async () => {
    expect((await get('/')).body).toContain('desk');
    expect((await get('/completions/abc')).body).toContain('desk');
    expect((await get('/assets/app.js')).body).toContain('app()');
    for (const target of ['/v1/models', '/api/server', '/api/unknown', '/%76%31/models']) {
      expect((await get(target)).status).toBe(401);
    }
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/assets/%00/../secret.txt',
    '/.vite/manifest.json',
    '/%2evite/manifest.json',
  ])('are all that %s can reach', async (target) => {
    const answer = await get(target);
    expect(answer.status).toBeGreaterThan(199);
    expect(answer.body).not.toContain('canary');
  });
});

describe('a fault of our own', () => {
  it('is an error answer without its inside, and the next request is served', async () => {
    const log: string[] = [];
    const broken = await startApp({
      log: (line) => log.push(line),
      store: (store) => ({
        ...store,
        retrieve: () => Promise.reject(new TypeError('canary: at /srv/secret')),
        list: () => {
          throw new RangeError('canary: at /srv/secret');
        },
      }),
    });
    for (const url of ['/v1/chat/completions', '/v1/chat/completions/x', '/api/completions/x']) {
      const answer = await broken.app.inject(url);
      expect(answer.statusCode).toBe(500);
      expect(wireErrors(errorAnswer, answer.json())).toEqual([]);
      expect(answer.body).not.toContain('canary');
    }
    expect(log.join('')).toContain('request failed');
    expect((await broken.app.inject('/v1/models')).statusCode).toBe(200);
    await broken.close();
  });
});

describe('SQL in a parameter', () => {
  const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)] }));
  const attacks = ["' OR 1=1--", '"; DROP TABLE completions;--', '%', '_', "\\' OR ''='"];

  it.each(attacks)('is text: %s', async (text) => {
    const value = encodeURIComponent(text);
    const base = '/v1/chat/completions';
    const payload = {
      model: 'demo:demo-echo',
      store: true,
      messages: [{ role: 'user', content: text }],
      metadata: { [text]: text },
    };
    const created = await at.server.app.inject({ method: 'POST', url: base, payload });
    const { id } = created.json<{ id: string }>();
    for (const query of [`model=${value}`, `metadata[x]=${value}`, `metadata[${value}]=x`]) {
      const page = await at.server.app.inject(`${base}?${query}`);
      expect(page.json()).toMatchObject({ data: [] });
    }
    expect((await at.server.app.inject(`${base}?after=${value}`)).statusCode).toBe(400);
    expect((await at.server.app.inject(`${base}/${value}`)).statusCode).toBe(404);
    const found = await at.server.app.inject(`${base}?metadata[${value}]=${value}`);
    expect(found.json<{ data: { id: string }[] }>().data.map((item) => item.id)).toEqual([id]);
  });
});

/** Each of them kept a pattern at work for seconds to years. */
describe('a text made to be slow', () => {
  const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)] }));
  const BASE = '/v1/chat/completions';
  const post = (payload: object, headers = {}) =>
    at.server.app.inject({ method: 'POST', url: BASE, payload, headers });
  const asking = (content: unknown, model = 'demo:demo-echo') => ({
    model,
    store: true,
    messages: [{ role: 'user', content }],
  });

  it.each([
    ['commas', `${','.repeat(8_000)}x`],
    ['blanks', `"1"${' '.repeat(8_000)}x`],
    ['tags', `${'"1",'.repeat(2_000)}x`],
    ['quotes', '"'.repeat(8_001)],
  ])('as If-Match is no tag: %s', async (_, tags) => {
    const { id } = (await post(asking('Hi'))).json<{ id: string }>();
    const answer = await at.server.app.inject({
      method: 'POST',
      url: `${BASE}/${id}`,
      headers: { 'if-match': tags },
      payload: { metadata: { a: 'b' } },
    });
    expect(answer.statusCode).toBe(412);
  });

  it.each([60_000, 4_000_000])('of %d blanks is echoed and kept', async (count) => {
    const created = await post(asking(`${' '.repeat(count)}needle-${count}${' '.repeat(count)}`));
    expect(created.statusCode).toBe(200);
    // So far into a text nobody searches.
    if (count > SEARCHED_LENGTH) return;
    const found = await at.server.app.inject(`/api/completions?q=needle-${count}`);
    expect(found.json()).toMatchObject({ data: [{}] });
  });

  it('as a page in the place of an error has no title', async () => {
    at.upstream.script((response) => {
      response.writeHead(500, { 'content-type': 'text/html' });
      response.end(`<html>${'<title '.repeat(100_000)}`);
    });
    const refused = await post(asking('Hi', 'scripted:m'));
    expect(refused.statusCode).toBe(500);
    expect(refused.json()).toMatchObject({ error: { code: 'upstream_error' } });
  });
});

describe('line ends in what could become a header', () => {
  const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)] }));
  const CRLF = '\r\nset-cookie: a=b';

  it.each<[what: string, more: object]>([
    ['a model', { model: `scripted:m${CRLF}` }],
    ['metadata', { model: 'scripted:m', store: true, metadata: { [CRLF]: CRLF } }],
  ])('are none of the answer’s: %s', async (_, more) => {
    at.upstream.script((response) => sendJson(response, completion('Hi')));
    const answer = await at.server.app.inject({
      method: 'POST',
      url: '/v1/chat/completions',
      payload: { messages: [{ role: 'user', content: CRLF }], ...more },
    });
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it.each(['/api/exports/%0d%0aset-cookie:a', '/api/runs/%0d%0aset-cookie:a/stream', '/%0d%0aa'])(
    'are none of the answer’s: %s',
    async (url) => {
      const answer = await at.server.app.inject(url);
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );
});
