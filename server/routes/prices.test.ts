import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelPrice, PriceList } from '#contract/wire/prices';
import { runJob } from '../testing/jobs';
import { askProviders, AWAY, doneIn, startUntilEnd } from '../testing/providers';
import type { TestApp } from '../testing/start-app';
import { temporaryFolder } from '../testing/temporary-folder';
import { keep } from '../testing/store-suite/samples';

const PRICES = '/api/prices';
const provider = (name: string, baseUrl: string) => ({
  name,
  baseUrl,
  apiKey: null,
  organization: null,
  project: null,
  headers: {},
  query: '',
  stored: false,
  forwardStore: false,
  isPublicOnly: false,
  source: 'file' as const,
  keyVariable: null,
  proxy: null,
});
const PROVIDERS = [
  provider('openai', 'https://api.openai.com/v1'),
  provider('gpu', 'http://127.0.0.1:9/v1'),
];

const start = (env = {}) => startUntilEnd({ providers: PROVIDERS, env });
const pricesPath = ({ folder }: TestApp) => join(folder, 'prices.json');
const list = async (server: TestApp) => (await askProviders<PriceList>(server, PRICES)).body;
async function set(server: TestApp, body: object, version?: string) {
  const now = version ?? (await list(server)).version;
  return askProviders<PriceList>(server, PRICES, { method: 'POST', body, version: now });
}
const rowOf = ({ data }: PriceList, model: string) => data.find((row) => row.model === model);

/** Of a completion that was made now. */
function use(server: TestApp, by: string, model: string, outcome: object = {}): Promise<string> {
  const now = { provider: by, requestedModel: model };
  return keep(server.store, { draft: now, outcome: { model, cost: null, ...outcome } });
}
const costOf = async (server: TestApp, id: string) =>
  (await server.store.retrieve(id, 'any'))?.cost;

describe('the prices', () => {
  it('are those of what is used, with where they are from, and what is missing', async () => {
    const server = await start();
    await use(server, 'openai', 'gpt-4o', { cost: 0.5 });
    await use(server, 'openai', 'gpt-4o');
    await use(server, 'gpu', 'qwen');
    await use(server, 'elsewhere', 'claude-haiku-4-5');
    const prices = await list(server);
    expect(prices).toMatchObject({ editable: true, file: null });
    expect(prices.checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(prices.source).toMatch(/^https:/);
    expect(rowOf(prices, 'gpt-4o')).toMatchObject({
      provider: 'openai',
      host: 'api.openai.com',
      rates: { input: 2.5, cached_input: 1.25, output: 10, tiers: [] },
      own: false,
      checked: prices.checked,
      requests: 2,
      unpriced: 1,
      cost: 0.5,
    });
    expect(rowOf(prices, 'qwen')).toMatchObject({ local: true, rates: null, unpriced: 1 });
    expect(rowOf(prices, 'claude-haiku-4-5')).toMatchObject({
      provider: 'elsewhere',
      host: 'elsewhere',
      rates: { input: 1 },
    });
    // What is not set up here has a price, too.
    await use(server, 'elsewhere', 'their-own');
    const price = { host: 'elsewhere', model: 'their-own', rates: { input: 1, output: 2 } };
    expect(rowOf((await set(server, price)).body, 'their-own')).toMatchObject({
      own: true,
      requests: 1,
    });
  });

  it('are set, used at once, changed and taken away, each with its line', async () => {
    const server = await start();
    await use(server, 'gpu', 'qwen');
    const price = { host: '127.0.0.1', model: 'qwen', rates: { input: 1, output: 2 } };
    expect(rowOf((await set(server, price)).body, 'qwen')).toMatchObject({
      own: true,
      checked: new Date().toISOString().slice(0, 10),
      rates: { input: 1, cached_input: null, output: 2 },
    });
    expect(statSync(pricesPath(server)).mode & 0o777).toBe(0o600);
    // What was written by hand stays as it is.
    const text = readFileSync(pricesPath(server), 'utf8');
    writeFileSync(pricesPath(server), text.replace('"input"', '"note": 1.0,\n      "input"'));
    const again = { ...price, rates: { input: 3, output: 4, cached_input: 0 } };
    const later = { ...price, from: '2200-01-01' };
    await set(server, again);
    const both = (await set(server, later)).body;
    expect(both.data.filter(({ model }) => model === 'qwen')).toMatchObject([
      { from: null, rates: { input: 3, cached_input: 0 }, requests: 1 },
      { from: '2200-01-01', rates: { input: 1 }, requests: 0 },
    ]);
    expect(readFileSync(pricesPath(server), 'utf8')).toContain('"note": 1.0');
    await set(server, { ...later, rates: null });
    const gone = (await set(server, { ...price, rates: null })).body;
    expect(rowOf(gone, 'qwen')).toMatchObject({ rates: null, own: false });
    const done = (await doneIn(server)).map(([action]) => action);
    expect(done.filter((action) => action === 'price.update')).toHaveLength(3);
    expect(done.filter((action) => action === 'price.delete')).toHaveLength(2);
  });

  it.each<[string, object]>([
    ['a host with a path', { host: 'a.example/x', model: 'm', rates: null }],
    ['a name that breaks lines', { host: 'a\r\nb', model: 'm', rates: null }],
    ['no model', { host: 'a.example', model: ' ', rates: null }],
    ['a negative price', { host: 'a', model: 'm', rates: { input: -1, output: 1 } }],
    ['a price without its output', { host: 'a', model: 'm', rates: { input: 1 } }],
    ['a day that is none', { host: 'a', model: 'm', from: '2026-02-31', rates: null }],
    ['a member that nobody knows', { host: 'a', model: 'm', rates: null, free: true }],
  ])('refuse %s', async (_, body) => {
    const server = await start();
    expect((await set(server, body)).status).toBe(400);
    expect(existsSync(pricesPath(server))).toBe(false);
  });

  it('are not written over what changed meanwhile, and need the version that was read', async () => {
    const server = await start();
    const { version } = await list(server);
    const price = { host: 'a.example', model: 'm', rates: { input: 1, output: 1 } };
    const both = await Promise.all([set(server, price, version), set(server, price, version)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 412]));
    expect((await askProviders(server, PRICES, { method: 'POST', body: price })).status).toBe(428);
    writeFileSync(pricesPath(server), '{"prices": [{"host": 1}]}');
    const broken = await askProviders(server, PRICES);
    expect(broken).toMatchObject({ status: 409, body: { error: { code: 'invalid_prices_file' } } });
    expect(broken.text).not.toContain('chatkeep-test');
  });

  it('of a file that the operator named are read only, and its path is said', async () => {
    const file = join(temporaryFolder(), 'ours.json');
    const theirs = { host: '127.0.0.1', model: 'qwen', input: 1, output: 2 };
    writeFileSync(file, JSON.stringify({ checked: '2026-01-02', prices: [theirs] }));
    const server = await start({ PRICES_FILE: file });
    const prices = await list(server);
    expect(prices).toMatchObject({ editable: false, file });
    expect(rowOf(prices, 'qwen')).toMatchObject({ own: true, checked: '2026-01-02' });
    const price = { host: '127.0.0.1', model: 'qwen', rates: null };
    expect((await set(server, price)).status).toBe(403);
    // What is changed by hand is used once somebody looks.
    writeFileSync(file, JSON.stringify({ prices: [{ ...theirs, input: 5 }] }));
    expect(rowOf(await list(server), 'qwen')).toMatchObject({ rates: { input: 5 } });
    rmSync(file);
    expect((await askProviders(server, PRICES)).status).toBe(409);
  });

  it('are for those alone who may use the server', async () => {
    const server = await startUntilEnd({ env: AWAY });
    const answer = await server.app.inject({ url: PRICES, headers: { host: '127.0.0.1' } });
    expect(answer.statusCode).toBe(401);
  });
});

describe('a price update', () => {
  it('prices what has none and what has another price, leaves the rest, and is taken back', async () => {
    const server = await start();
    const usage = { promptTokens: 1_000_000, completionTokens: 1_000_000, cachedTokens: 0 };
    const bare = await use(server, 'gpu', 'qwen', usage);
    const old = await use(server, 'gpu', 'qwen', { ...usage, cost: 9 });
    const reported = await use(server, 'gpu', 'qwen', {
      ...usage,
      cost: 7,
      body: '{"choices":[],"usage":{"cost":7}}',
    });
    const unknown = await use(server, 'gpu', 'nobody-knows', { ...usage, cost: 4 });
    const foreign = await use(server, 'elsewhere', 'gpt-4o', usage);
    const tokenless = await use(server, 'gpu', 'qwen', { promptTokens: null });
    const price: Partial<ModelPrice> = { host: '127.0.0.1', model: 'qwen' };
    await set(server, { ...price, rates: { input: 1, output: 2 } });
    const ids = [bare, old, reported, unknown, foreign, tokenless];
    const costs = () => Promise.all(ids.map((id) => costOf(server, id)));

    const job = await runJob(server, { kind: 'reprice', target: { all: true } });
    expect(job).toMatchObject({ state: 'completed', counts: { total: 6, changed: 3, skipped: 3 } });
    expect(await costs()).toEqual([3, 3, 7, 4, 12.5, null]);
    expect(await doneIn(server)).toContainEqual(['job.completed reprice', job.id]);

    expect(job.undo).toEqual({ until: null });
    await server.app.inject({
      method: 'POST',
      url: `/api/jobs/${job.id}/undo`,
      headers: { host: '127.0.0.1' },
    });
    await expect.poll(costs, { timeout: 20_000 }).toEqual([null, 9, 7, 4, null, null]);
  });
});
