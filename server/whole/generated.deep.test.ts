import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBothEngines } from '../testing/both-engines';
import { say } from '../testing/say';
import { startApp, type TestApp } from '../testing/start-app';

/** CHATKEEP_REQUESTS=50000 is the long run, on each database. */
const COUNT = Number(process.env['CHATKEEP_REQUESTS'] ?? 300);
const LONG = COUNT > 300;

const { engines } = useBothEngines();

const odd = fc.constantFrom(
  '',
  '0',
  '-1',
  '1.5',
  '1e20',
  '101',
  'abc',
  '٣',
  '%',
  '_',
  "' OR 1=1--",
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  '..',
  '../..',
  '%2f',
  'x'.repeat(300),
  '🦉',
  'null',
  '[]',
  '{}',
);
const word = fc.oneof({ weight: 3, arbitrary: odd }, fc.string({ unit: 'binary', maxLength: 20 }));
const value = fc.oneof(word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const json = fc.oneof(
  value,
  fc.array(value, { maxLength: 4 }),
  fc.dictionary(word, value, { maxKeys: 4 }),
);
const member = (usual: fc.Arbitrary<unknown>) =>
  fc.option(fc.oneof({ weight: 4, arbitrary: usual }, json), { nil: undefined });

const message = fc.record({
  role: fc.oneof(fc.constantFrom('user', 'assistant', 'system', 'tool'), json),
  content: fc.oneof(word, json),
});
const create = fc.record({
  model: member(fc.constantFrom('demo:demo-markdown', 'demo:none', 'none')),
  messages: member(fc.array(message, { maxLength: 3 })),
  store: member(fc.boolean()),
  stream: member(fc.constant(false)),
  metadata: member(fc.dictionary(word, word, { maxKeys: 18 })),
  n: member(fc.integer({ min: -1, max: 4 })),
  temperature: member(fc.double()),
  tools: member(fc.array(json, { maxLength: 2 })),
});
const job = fc.record({
  kind: member(fc.constantFrom('tag', 'restore', 'delete', 'erase', 'export')),
  target: member(fc.record({ ids: fc.array(word, { maxLength: 3 }) })),
  tag: member(fc.record({ set: fc.dictionary(word, word, { maxKeys: 3 }) })),
});

const PATHS = [
  '/v1/chat/completions',
  '/v1/models',
  '/api/completions',
  '/api/facets',
  '/api/series',
  '/api/trash',
  '/api/jobs',
  '/api/audit',
  '/api/retention',
  '/api/mirrors',
  '/api/runs',
  '/api/server',
  '/api/export',
  '/api/import',
  '/livez',
  '/readyz',
  '/',
  '/api',
  '/v1',
];
const NAMES = ['limit', 'after', 'order', 'model', 'sort', 'q', 'state', 'tokens_min', 'cost_max'];
const name = fc.oneof(
  fc.constantFrom(...NAMES),
  word.map((key) => `metadata[${key}]`),
  word,
);
const path = fc
  .tuple(fc.constantFrom(...PATHS), fc.array(word, { maxLength: 2 }))
  .map(([base, rest]) =>
    [base, ...rest.map((each) => encodeURIComponent(each.toWellFormed()))].join('/'),
  );
const query = fc.array(fc.tuple(name, word), { maxLength: 3 }).map((pairs) => {
  const text = new URLSearchParams(
    pairs.map(([key, each]) => [key.toWellFormed(), each.toWellFormed()]),
  );
  return pairs.length > 0 ? `?${text.toString()}` : '';
});
const method = fc.constantFrom('GET', 'GET', 'GET', 'POST', 'POST', 'DELETE', 'PUT', 'PATCH');
const request = fc.oneof(
  fc.record({
    method,
    url: fc.tuple(path, query).map((parts) => parts.join('')),
    body: fc.option(json, { nil: undefined }),
  }),
  fc.record({
    method: fc.constant('POST' as const),
    url: fc.constant('/v1/chat/completions'),
    body: create,
  }),
  fc.record({ method: fc.constant('POST' as const), url: fc.constant('/api/jobs'), body: job }),
);

describe.each(engines)('generated requests, on %s', (engine, env) => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startApp({ env: await env() });
  });
  afterAll(() => server.close());

  it(`${COUNT} of them never get a 5xx of our own`, { timeout: 60_000 + COUNT * 100 }, async () => {
    const statuses = new Map<number, number>();
    const property = fc.asyncProperty(request, async ({ method: verb, url, body }) => {
      const answer = await server.app.inject({
        method: verb,
        url,
        ...(body !== undefined && {
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify(body) ?? 'null',
        }),
      });
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      expect(answer.statusCode, `${verb} ${url}: ${answer.body.slice(0, 300)}`).toBeLessThan(500);
    });
    // Everyday runs see the same requests each time; the long one new ones.
    await fc.assert(property, { numRuns: COUNT, ...(!LONG && { seed: 17 }) });
    expect((await server.app.inject('/readyz')).statusCode).toBe(200);
    const told = [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`);
    if (LONG)
      say(
        `FIGURE | generated requests on ${engine} | ${COUNT}, none with 5xx (${told.join(', ')}) |`,
      );
  });
});
