import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepTagged } from '../testing/store-suite/samples';
import { ask, createJob, jobIn } from '../testing/jobs';
import { startApp, type TestApp } from '../testing/start-app';
import { HOST } from '../testing/transfer';

type Failure = { error: { param: string; message: string } };

let server: TestApp;
let tagged = '';
beforeAll(async () => {
  server = await startApp();
  tagged = await keepTagged(server.store, { env: 'test', team: 'a' });
  await keepTagged(server.store, { env: 'prod', team: 'b' });
  await keepTagged(server.store, { env: 'dev', team: 'a' });
});
afterAll(() => server.close());

const WRONG: [filter: string, param: string][] = [
  ['modell=gpt', 'modell'],
  ['Model=gpt', 'Model'],
  ['metadata[]=test', 'metadata[]'],
  ['metadata=env', 'metadata'],
  ['metadata_exist=env', 'metadata_exist'],
  ['metadata[env]=test&metdata[env]=x', 'metdata[env]'],
  ['model=', 'model'],
  ['metadata_exists=', 'metadata_exists'],
  ['q=', 'q'],
  ['q=a&q=b', 'q'],
  ['state=completed', 'state'],
  ['tokens_min=ten', 'tokens_min'],
  ['created_before=2026-01-01', 'created_before'],
  ['limit=1', 'limit'],
  ['sort=created', 'sort'],
  ['&', 'filter'],
  ['?', 'filter'],
  [' ', ' '],
];

const RULE = { name: 'r', older_than_days: 1 };
const tag = { set: { a: '1' } };

it.each(['model=\uD800', 'metadata[a\uDFFF]=x', 'q=\0'])(
  '%j is another condition once it is read as an address, and refused',
  async (filter) => {
    const target = { filter };
    const asked: [path: string, body: object][] = [
      ['/api/jobs', { kind: 'delete', target }],
      ['/api/export', { format: 'jsonl', target }],
      ['/api/retention', { ...RULE, where: filter }],
      ['/api/retention/preview', { ...RULE, where: filter }],
      ['/api/views', { name: 'v', query: filter }],
    ];
    const statuses = asked.map(async ([path, body]) => [
      path,
      (await ask(server, 'POST', path, body)).status,
    ]);
    expect(await Promise.all(statuses)).toEqual(asked.map(([path]) => [path, 400]));
  },
);

it.each(WRONG)('%s never means everything, whatever it is asked for', async (filter, param) => {
  const target = { filter };
  const asked: [path: string, body: object][] = [
    ['/api/jobs', { kind: 'delete', target }],
    ['/api/jobs', { kind: 'tag', target, tag }],
    ['/api/export', { format: 'jsonl', target }],
    ['/api/exports', { format: 'jsonl', target }],
    ['/api/retention', { ...RULE, where: filter }],
    ['/api/retention/preview', { ...RULE, where: filter }],
  ];
  for (const [path, body] of asked) {
    const { status, body: answer } = await ask<Failure>(server, 'POST', path, body);
    expect([path, status, answer.error.param]).toEqual([path, 400, param]);
    expect(answer.error.message).toMatch(/\. |takes|once only|no condition/);
  }
  expect(await server.store.jobs({ limit: 9 })).toEqual([]);
});

/** The order of an export is its own: `sort` is no condition there, but it is read. */
const WRONG_IN_ADDRESS = WRONG.filter(
  ([, param]) => /\w/.test(param) && param !== 'filter' && param !== 'sort',
);

it.each(WRONG_IN_ADDRESS)('an export by its address is refused with %s', async (filter, param) => {
  const url = `/api/export?format=jsonl&${filter}`;
  const response = await server.app.inject({ url, headers: HOST });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ error: { param } });
});

it.each<[path: string, body: object, param: string]>([
  ['/api/import?duplicate=replace', {}, 'duplicate'],
  ['/api/import?duplicates=', {}, 'duplicates'],
  ['/api/export', { format: 'jsonl', targets: {}, target: { filter: '' } }, 'targets'],
  ['/api/export', { format: 'jsonl', target: { filter: '', id: [] } }, 'target.id'],
  ['/api/export', { format: 'jsonl', target: { filter: '', ids: ['a'] } }, 'target'],
  ['/api/jobs', { kind: 'delete', target: { filter: null } }, 'target'],
  ['/api/jobs', { kind: 'delete', target: { filter: '', ids: ['a'] } }, 'target'],
  ['/api/retention', { ...RULE, except: [{ key: 'keep', valeu: 'true' }] }, 'except'],
  ['/api/retention', { ...RULE, wher: 'model=x' }, 'wher'],
])('what %s does not know is refused: %j', async (path, body, param) => {
  const { status, body: answer } = await ask<Failure>(server, 'POST', path, body);
  expect([status, answer.error.param]).toEqual([400, param]);
});

it.each<[path: string, body: object]>([
  ['/api/jobs', { kind: 'delete', target: { all: true } }],
  ['/api/jobs', { kind: 'tag', target: { all: true }, tag }],
  ['/api/export', { format: 'jsonl', target: { all: true } }],
  ['/api/exports', { format: 'jsonl', target: { all: true } }],
  ['/api/retention', RULE],
  ['/api/retention/preview', RULE],
])('a condition in the address of %s is not passed over: %j', async (path, body) => {
  for (const query of ['metadata[env]=test', 'model=', 'x']) {
    const { status } = await ask<Failure>(server, 'POST', `${path}?${query}`, body);
    expect([path, query, status]).toEqual([path, query, 400]);
  }
  expect(await server.store.jobs({ limit: 9 })).toEqual([]);
});

const ids = ['a', 'b'];
it.each<[path: string, body: object, param: string]>([
  ['/api/jobs', { kind: 'delete', target: { ids, modell: 'x' } }, 'target.modell'],
  ['/api/jobs', { kind: 'delete', target: { ids, filter: 'model=x' } }, 'target'],
  ['/api/jobs', { kind: 'delete', target: { all: true, filter: 'model=x' } }, 'target'],
  ['/api/jobs', { kind: 'delete', target: { all: 'true' } }, 'target'],
  ['/api/jobs', { kind: 'delete', target: { ids }, filter: 'model=x' }, 'filter'],
  ['/api/jobs', { kind: 'delete', target: { ids: ['a', 'a'] } }, 'target.ids'],
  ['/api/jobs', { kind: 'tag', target: { ids }, tag: { ...tag, renmae: {} } }, 'tag.renmae'],
  ['/api/jobs', { kind: 'restore', target: { filter: 'model=x' } }, 'target'],
  ['/api/jobs', { kind: 'erase', target: { all: true } }, 'target'],
  ['/api/exports', { format: 'jsonl', target: { ids, filter: 'model=x' } }, 'target'],
  ['/api/exports', { format: 'jsonl', filter: 'model=x', target: { all: true } }, 'filter'],
])('%s refuses a target that says more than it reads: %j', async (path, body, param) => {
  const { status, body: answer } = await ask<Failure>(server, 'POST', path, body);
  expect([status, answer.error.param]).toEqual([400, param]);
});

it('a search may be 1,000 characters long, whatever they weigh', async () => {
  const emoji = (count: number) => ({ filter: `q=${'\u{1F600}'.repeat(count)}` });
  const body = (target: object) => ({ kind: 'delete', target });
  expect((await ask(server, 'POST', '/api/jobs', body(emoji(1_001)))).status).toBe(400);
  const { status, body: job } = await ask<{ id: string }>(
    server,
    'POST',
    '/api/jobs',
    body(emoji(1_000)),
  );
  expect(status).toBe(201);
  await jobIn(server, job.id, 'ready');
  expect((await ask(server, 'DELETE', `/api/jobs/${job.id}`)).status).toBe(200);
});

it('the table passes over names that it does not know, and does not guess at wrong values', async () => {
  const count = async (query: string) => {
    const { body } = await ask<{ total: { value: number } }>(
      server,
      'GET',
      `/api/completions?${query}`,
    );
    return body.total.value;
  };
  expect(await count('modell=x&metadata[env]=test')).toBe(1);
  expect((await ask(server, 'GET', '/api/completions?tokens_min=x')).status).toBe(400);
});

it('any of several values of one key, all of several keys', async () => {
  const ids = async (filter: string) => {
    const { id } = await createJob(server, { kind: 'tag', target: { filter }, tag });
    const { counts } = await jobIn(server, id, 'ready');
    return counts.total;
  };
  expect(await ids('metadata_any[env]=test&metadata_any[env]=prod')).toBe(2);
  expect(await ids('metadata_any[env]=test&metadata_any[env]=prod&metadata_any[team]=b')).toBe(1);
  expect(await ids('metadata_any[env]=test')).toBe(1);
  expect(await ids('metadata_any[env]=none')).toBe(0);
  // Of one key all: none can match.
  expect(await ids('metadata[env]=test&metadata[env]=prod')).toBe(0);
  expect(tagged).not.toBe('');
});
