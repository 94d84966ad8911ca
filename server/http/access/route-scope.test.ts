import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JOB_KINDS, type JobKind } from '#contract/jobs/kinds';
import { covers, type Scope, SCOPES } from '#contract/scopes';
import { ROUTE_SCOPES } from '#contract/wire/route-scopes';
import type { NewToken } from '#contract/wire/tokens';
import { newJob } from '../../jobs/new-job';
import { startApp, type TestApp } from '../../testing/start-app';
import { checkScopes } from './route-scope';

const ADMIN = 'a-long-access-token';
let server: TestApp;
const secrets = new Map<Scope, string>();

beforeAll(async () => {
  server = await startApp({ env: { ACCESS_TOKEN: ADMIN } });
  for (const scope of SCOPES) {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/tokens',
      headers: { authorization: `Bearer ${ADMIN}` },
      payload: { name: scope, scopes: [scope] },
    });
    secrets.set(scope, answer.json<NewToken>().secret);
  }
});
afterAll(() => server.close());

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const isRefused = async (scope: Scope, method: Method, url: string, payload?: object) => {
  const headers = { authorization: `Bearer ${secrets.get(scope)}` };
  const answer = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
  expect(answer.statusCode, `${scope}: ${method} ${url}`).not.toBe(401);
  const refused = answer.headers['www-authenticate']?.includes('insufficient_scope') ?? false;
  expect(answer.statusCode === 403, `${scope}: ${method} ${url}`).toBe(refused);
  return refused;
};

const routes = Object.entries(ROUTE_SCOPES).map(([name, needed]) => {
  const [method = '', url = ''] = name.split(' ');
  return { name, method: method as Method, url, needed };
});

describe('every route', () => {
  it.each(routes)('$name is there, and answers a token that may $needed alone', async (route) => {
    const { method, url, needed } = route;
    expect(server.app.hasRoute({ method, url })).toBe(true);
    if (needed === 'kind' || url === '/api/session') return;
    const asked = url.replaceAll(/:\w+/g, 'none').replace('*', 'none');
    for (const scope of SCOPES) {
      const isMeant = needed === 'any' || covers([scope], needed);
      expect(await isRefused(scope, method, asked), scope).toBe(!isMeant);
      if (method === 'GET' && server.app.hasRoute({ method: 'HEAD', url }))
        expect(await isRefused(scope, 'HEAD', asked), scope).toBe(!isMeant);
    }
  });

  it('has a scope: one without is refused before it can answer', () => {
    const app = Fastify();
    checkScopes(app, server.store, (url) => url.startsWith('/api'));
    expect(() => app.get('/api/new', () => null)).toThrow('GET /api/new has no scope');
    expect(() => app.get('/page', () => null)).not.toThrow();
  });

  it('is found by what answers, however its address is written', async () => {
    expect(await isRefused('write', 'GET', '/%61pi/audit')).toBe(true);
    expect(await isRefused('write', 'GET', '/api/audit?x=/v1/models')).toBe(true);
    expect(await isRefused('read', 'DELETE', '/v1/chat%2Fcompletions/none')).toBe(true);
  });
});

describe('a job', () => {
  it.each(['delete', 'tag', 'restore', 'erase'] as const)(
    'of kind %s is asked for with its own scope alone',
    async (kind) => {
      const target = kind === 'restore' || kind === 'erase' ? { trash: true } : { all: true };
      const payload = { kind, target, ...(kind === 'tag' && { tag: { set: { a: 'b' } } }) };
      for (const scope of SCOPES) {
        const isMeant = covers([scope], JOB_KINDS[kind].scope);
        expect(await isRefused(scope, 'POST', '/api/jobs', payload), scope).toBe(!isMeant);
      }
    },
  );

  it.each(Object.keys(JOB_KINDS) as JobKind[])(
    'of kind %s is started, stopped and taken back with the scope of what that does',
    async (kind) => {
      const job = newJob({
        kind,
        target: { filter: '' },
        spec: {},
        state: 'completed',
        progress: {},
        actor: null,
        origin: null,
      });
      await server.store.createJob(job);
      for (const scope of SCOPES) {
        const isMeant = covers([scope], JOB_KINDS[kind].scope);
        for (const step of ['start', 'pause', 'resume', 'cancel', 'retry'])
          expect(await isRefused(scope, 'POST', `/api/jobs/${job.id}/${step}`), step).toBe(
            !isMeant,
          );
        expect(await isRefused(scope, 'DELETE', `/api/jobs/${job.id}`)).toBe(!isMeant);
      }
    },
  );

  it('of a rule is taken back by whoever may delete', async () => {
    const job = newJob({
      kind: 'retention',
      target: { filter: '' },
      spec: { action: 'delete' },
      state: 'completed',
      progress: {},
      actor: null,
      origin: null,
    });
    await server.store.createJob(job);
    expect(await isRefused('delete', 'POST', `/api/jobs/${job.id}/undo`)).toBe(false);
    expect(await isRefused('write', 'POST', `/api/jobs/${job.id}/undo`)).toBe(true);
  });
});

it('refuses a log in that could see nothing, and says what is missing', async () => {
  const answer = await server.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { origin: 'http://localhost:80', 'x-chatkeep': '1' },
    payload: { token: secrets.get('write') },
  });
  expect(answer.statusCode).toBe(403);
  expect(answer.headers).not.toHaveProperty('set-cookie');
  expect(answer.json()).toMatchObject({
    error: {
      code: 'insufficient_scope',
      message: expect.stringContaining("'write' may write; this needs 'read'") as string,
    },
  });
});
