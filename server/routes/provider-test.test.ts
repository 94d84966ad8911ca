import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProviderTest } from '#contract/wire/providers';
import {
  addProvider,
  KEY,
  askProviders,
  doneIn,
  listProviders,
  providersPath,
  startUntilEnd,
  useProvider,
} from '../testing/providers';
import { sendJson, startScriptedUpstream } from '../testing/scripted-upstream';
import type { TestApp } from '../testing/start-app';
import { HOST } from '../testing/transfer';

const { at, mine } = useProvider();

describe('the test of a provider', () => {
  const run = async (server: TestApp, more: object = {}) =>
    (
      await askProviders<ProviderTest>(server, '/api/provider-test', {
        method: 'POST',
        body: { baseUrl: at.upstream.baseUrl, apiKey: KEY, ...more },
      })
    ).body;

  it('sends one GET of the models with the key, and tells what it found', async () => {
    const server = await startUntilEnd();
    const data = Array.from({ length: 20 }, (_, n) => ({ id: `m-${n}`, object: 'model' }));
    at.upstream.script((response) => sendJson(response, { object: 'list', data }));
    expect(await run(server)).toMatchObject({ models: 20, problem: null });
    expect(at.upstream.received.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/v1/models', ''],
    ]);
    expect(at.upstream.received[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(await doneIn(server)).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect: %i', async (status) => {
    const server = await startUntilEnd();
    const other = await startScriptedUpstream();
    onTestFinished(() => other.close());
    at.upstream.script((response) => {
      response.writeHead(status, { location: `${other.baseUrl}/models` }).end();
    });
    expect((await run(server)).problem?.message).toContain('redirect');
    expect(other.received).toEqual([]);
  });

  it('says in the provider’s own words that the key is refused, and quotes no key', async () => {
    const server = await startUntilEnd();
    const error = { message: `Incorrect API key: ${KEY}`, type: 'x', param: null, code: null };
    at.upstream.script((response) => sendJson(response, { error }, 401));
    const { problem } = await run(server);
    expect(problem).toMatchObject({ status: 401 });
    expect(problem?.message).toContain('It refuses the key: Incorrect API key');
    expect(problem?.message).not.toContain(KEY);
  });

  it('ends at a list that is too large, of no kind, too deep, or has an end', async () => {
    const server = await startUntilEnd();
    const closed = { flow: true };
    at.upstream.script((response) => {
      response.on('close', () => (closed.flow = false));
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        if (!closed.flow) return;
        if (response.write('x'.repeat(65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    });
    expect((await run(server)).problem?.message).toContain('larger than 8 MB');
    for (const text of [
      '<html>',
      '[]',
      `${'['.repeat(300)}${']'.repeat(300)}`,
      '{"a":1}',
      'null',
    ]) {
      at.upstream.script((response) => sendJson(response, text));
      const { models, problem } = await run(server);
      expect(models === null ? problem !== null : models === 0).toBe(true);
    }
    at.upstream.script((response) => response.destroy());
    expect((await run(server)).problem?.message).toContain('connection was closed');
  });

  it('takes a provider without a list for one that answers', async () => {
    const server = await startUntilEnd();
    at.upstream.script((response) => sendJson(response, {}, 404));
    expect(await run(server)).toMatchObject({ models: null, problem: null });
  });

  it('of one that is known uses its own key, that of an unknown one is a 404', async () => {
    const server = await startUntilEnd();
    await addProvider(server, mine());
    const body = { name: 'mine' };
    await askProviders(server, '/api/provider-test', { method: 'POST', body });
    expect(at.upstream.received.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
    const none = await askProviders(server, '/api/provider-test', {
      method: 'POST',
      body: { name: 'x' },
    });
    expect(none.status).toBe(404);
    const nothing = await askProviders(server, '/api/provider-test', { method: 'POST', body: {} });
    expect(nothing.status).toBe(400);
    const demo = await askProviders<ProviderTest>(server, '/api/provider-test', {
      method: 'POST',
      body: { name: 'demo' },
    });
    expect(demo.body.problem).toBeNull();
    expect(demo.body.models).toBeGreaterThan(0);
  });
});

describe('pages of other sites', () => {
  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'http://127.0.0.1:9' },
  ])('change and test nothing: %j', async (headers) => {
    const server = await startUntilEnd();
    const version = (await listProviders(server)).version;
    for (const [method, url] of [
      ['POST', '/api/providers'],
      ['POST', '/api/providers/mine'],
      ['DELETE', '/api/providers/mine'],
      ['POST', '/api/provider-test'],
      ['POST', '/api/providers-file/read'],
    ] as const) {
      const answer = await server.app.inject({
        method,
        url,
        headers: { ...HOST, 'if-match': `"${version}"`, ...headers },
        payload: mine(),
      });
      expect(answer.statusCode).toBe(403);
    }
    expect(at.upstream.received).toEqual([]);
    expect(existsSync(providersPath(server))).toBe(false);
  });
});
