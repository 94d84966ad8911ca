import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { PostgresServer } from '../testing/postgres-server';
import { recordFrom } from '../testing/sample-record';
import { startApp, type TestApp } from '../testing/start-app';

// Thousands of requests, on machines that have other work as well.
vi.setConfig({ testTimeout: 120_000 });

const SECOND = 1_700_000_000;
/** Words that databases compare, sort, fold and escape in ways of their own. */
const WORDS = [
  ['a', 'A', 'é', 'É', 'e\u0301', 'ß', 'ẞ', 'İ', 'ı', 'Ω', 'ω', '中文', '😀', '\u{10ffff}'],
  ['10', '9', '-1', '1.5', '1e3', 'a b', 'a%b', 'a_b', "a'b", 'a"b', 'a\\b', '\ufeff', '[]'],
].flat();
const VALUES = [
  ['', ' ', '0', '-0', '1', '1.5', '.5', '5.', '1e3', '1e400', '-1e400', '1e-400', 'NaN', '0x10'],
  ['٣', '+1', '01', '1_000', '9007199254740993', '9223372036854775808', '1'.repeat(30)],
  ['true', 'null', 'complete', 'stop', 'asc', 'DESC', 'last', 'tokens', 'cost', 'metadata[n]'],
  ['2024-02-30', '0000-01-01', '275760-09-14', '1700000003.5', '253402300800', 'hello'],
  ['\0', '%', '_', '\\', '"', "' OR 1=1--", '*', '(', '"a', 'NEAR(a b)', '😀'.repeat(40)],
  WORDS,
].flat();
const FILTERS = [
  ['model', 'provider', 'state', 'finish_reason', 'reason', 'tool_calls', 'q'],
  ['metadata[n]', 'metadata_any[n]', 'metadata_not[n]'],
  ['metadata_exists', 'metadata_missing', 'metadata_missing_any'],
  ['created_after', 'created_before', 'tokens_min', 'tokens_max'],
  ['latency_min', 'latency_max', 'cost_min', 'cost_max'],
].flat();
const ROUTES: [path: string, names: string[], every: number][] = [
  ['/api/completions', [...FILTERS, 'limit', 'after', 'before', 'order', 'sort'], 2],
  ['/v1/chat/completions', ['model', 'metadata[n]', 'limit', 'after', 'order'], 1],
  ['/v1/chat/completions/same-1/messages', ['limit', 'after', 'order'], 2],
  ['/api/series', [...FILTERS, 'split', 'bucket'], 6],
  ['/api/facets', FILTERS, 6],
  ['/api/insights', [...FILTERS, 'verdict'], 6],
  ['/api/export', [...FILTERS, 'format', 'columns', 'choice'], 9],
  ['/api/trash', ['limit', 'after'], 2],
  ['/api/audit', ['limit', 'after'], 2],
  ['/api/jobs', ['limit', 'after'], 2],
];

const server = new PostgresServer();
let apps: TestApp[] = [];
beforeAll(async () => {
  await server.start();
  const url = await server.createDatabase();
  apps = [await startApp(), await startApp({ env: { DATABASE_URL: url } })];
  for (const { store } of apps) await store.insertRecords(WORDS.map(record), 'skip');
});
afterAll(async () => {
  await Promise.all(apps.map((each) => each.close()));
  await server.remove();
});

function record(word: string, i: number) {
  const id = `same-${i}`;
  const created = SECOND + Math.floor(i / 3);
  return recordFrom({
    id,
    created,
    k: created * 1_000 + i,
    model: word,
    requestedModel: word,
    provider: i % 2 ? 'demo' : word,
    finishReason: i % 3 ? 'stop' : null,
    metadata: { n: word, ...(i % 2 && { [word]: 'x' }) },
    promptTokens: i % 4 ? i : null,
    completionTokens: i % 4 ? 2 * i : null,
    cost: i % 3 ? i / 7 : null,
    totalMs: i % 4 ? i * 1.5 : null,
    toolCalls: i % 3,
    messages: JSON.stringify([{ role: 'user', content: `Hello ${word} World` }]),
    body: JSON.stringify({
      id,
      object: 'chat.completion',
      created,
      model: word,
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: word } }],
    }),
  });
}

async function answers(url: string): Promise<string[]> {
  const got = await Promise.all(apps.map(({ app }) => app.inject(url)));
  return got.map(({ statusCode, body }) => `${statusCode} ${body}`);
}

it.each(ROUTES)('both engines answer alike whatever is asked of %s', async (path, names, every) => {
  const values = VALUES.filter((_, i) => i % every === 0);
  const pages = new Set<string>();
  for (const name of names)
    for (const value of values) {
      const url = `${path}?${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
      const [sqlite, postgres] = await answers(url);
      expect(postgres, url).toBe(sqlite);
      expect(sqlite, url).not.toMatch(/^5/);
      pages.add(sqlite ?? '');
    }
  // Not all of them are refused for one and the same reason.
  expect(pages.size).toBeGreaterThan(3);
});
