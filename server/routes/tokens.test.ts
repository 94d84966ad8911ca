import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '#contract/scopes';
import type { NewToken, Token } from '#contract/wire/tokens';
import { createTokens } from '../http/access/tokens';
import { StoreUnavailable } from '../store/errors';
import { auditOf } from '../testing/audit';
import { useBothEngines } from '../testing/both-engines';
import { startApp, type TestApp } from '../testing/start-app';

const ADMIN = 'a-long-access-token';
const OWN = { origin: 'http://localhost:80', 'x-chatkeep': '1' };
const { engines, postgres } = useBothEngines();

type Method = 'GET' | 'POST' | 'DELETE';
function ask(server: TestApp, method: Method, url: string, token: string, payload?: object) {
  const headers = { authorization: `Bearer ${token}` };
  return server.app.inject({ method, url, headers, ...(payload && { payload }) });
}

async function made(server: TestApp, name: string, scopes: Scope[]): Promise<NewToken> {
  const answer = await ask(server, 'POST', '/api/tokens', ADMIN, { name, scopes });
  expect(answer.statusCode).toBe(201);
  return answer.json<NewToken>();
}

const listed = async (server: TestApp) =>
  (await ask(server, 'GET', '/api/tokens', ADMIN)).json<{ data: Token[] }>().data;

const revoke = (server: TestApp, id: string) => ask(server, 'DELETE', `/api/tokens/${id}`, ADMIN);

function logIn(server: TestApp, token: string) {
  return server.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: OWN,
    payload: { token },
  });
}

const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';

describe.each(engines)('a named token on %s', (_name, environment) => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startApp({ env: { ACCESS_TOKEN: ADMIN, ...(await environment()) } });
  });
  afterAll(() => server.close());

  it('is shown once, and kept as a digest that opens nothing', async () => {
    const { secret, ...token } = await made(server, 'CI of shop', ['write', 'read']);
    expect(secret).toMatch(/^ck_[0-9a-f]{16}_[\w-]{43}$/);
    expect(token).toMatchObject({
      name: 'CI of shop',
      scopes: ['read', 'write'],
      used: null,
      expires: null,
      made_by: 'access token',
    });
    expect(await listed(server)).toContainEqual(token);
    const kept = JSON.stringify(await server.store.documents('token'));
    expect(kept).not.toContain(secret.slice(-43));
    const digest = /"digest\\":\\"([\w-]+)/.exec(kept)?.[1] ?? '';
    expect(digest).toHaveLength(43);
    expect((await ask(server, 'GET', '/v1/models', digest)).statusCode).toBe(401);
    expect((await ask(server, 'GET', '/v1/models', secret)).statusCode).toBe(200);
    const [line] = await auditOf(server, 'token.create');
    expect(line).toMatchObject({ actor: 'access token', subject: 'CI of shop', count: 1 });
    expect(JSON.stringify(line)).not.toContain(secret);
  });

  it('is in the jobs, lines and completions of whoever has it, by its name', async () => {
    const { secret } = await made(server, 'nightly', ['read', 'write', 'delete']);
    const created = await ask(server, 'POST', '/v1/chat/completions', secret, {
      model: 'demo:demo-echo',
      messages: [{ role: 'user', content: 'Hello' }],
      store: true,
    });
    const { id } = created.json<{ id: string }>();
    expect(await server.store.retrieve(id, 'any')).toMatchObject({ caller: 'nightly' });
    const job = await ask(server, 'POST', '/api/jobs', secret, {
      kind: 'tag',
      target: { ids: [id] },
      tag: { set: { env: 'test' } },
    });
    expect(job.json()).toMatchObject({ actor: 'nightly' });
    await ask(server, 'DELETE', `/v1/chat/completions/${id}`, secret);
    const cookie = cookieOf(await logIn(server, secret));
    const headers = { ...OWN, cookie };
    await server.app.inject({ method: 'POST', url: `/api/trash/${id}/restore`, headers });
    await server.app.inject({ method: 'DELETE', url: '/api/session', headers });
    const actors = async (action: string) => (await auditOf(server, action))[0]?.actor;
    expect(await actors('completion.delete')).toBe('nightly');
    for (const action of ['session.login', 'trash.restore', 'session.logout'])
      expect(await actors(action), action).toBe('nightly (dashboard)');
  });

  it('says when it was used last, to the minute', async () => {
    let now = 1_000_000_000_000;
    const tokens = createTokens(server.store, () => now);
    const { id, secret } = await tokens.create(server.store, { name: 'used', scopes: ['read'] });
    const used = async () => (await tokens.find(id))?.used;
    await tokens.owner(secret);
    await expect.poll(used).toBe(1_000_000_000);
    now += 59_000;
    await tokens.owner(secret);
    now += 1_000;
    await tokens.owner(secret);
    await expect.poll(used).toBe(1_000_000_060);
  });

  it('is worth nothing once it is revoked, nor is what has logged in with it', async () => {
    const { id, secret } = await made(server, 'leaver', ['admin']);
    const cookie = cookieOf(await logIn(server, secret));
    const byCookie = () =>
      server.app.inject({ method: 'GET', url: '/api/audit', headers: { cookie } });
    expect((await byCookie()).statusCode).toBe(200);
    expect((await revoke(server, id)).json()).toEqual({ id, deleted: true });
    expect((await ask(server, 'GET', '/v1/models', secret)).statusCode).toBe(401);
    expect((await byCookie()).statusCode).toBe(401);
    expect((await logIn(server, secret)).statusCode).toBe(401);
    expect((await revoke(server, id)).statusCode).toBe(404);
    expect(await auditOf(server, 'token.revoke')).toMatchObject([{ subject: 'leaver' }]);
    // Its name is free again, and its successor is another.
    const next = await made(server, 'leaver', ['admin']);
    expect(next.id).not.toBe(id);
    await revoke(server, next.id);
  });

  it('opens nothing from its day on, says so to whoever has all of it, and is noted as used no more', async () => {
    let now = 1_790_000_000_000;
    const tokens = createTokens(server.store, () => now);
    const asked = { name: 'for a day', scopes: ['read' as const], expires_in_days: 1 };
    const { id, secret, expires } = await tokens.create(server.store, asked, 'anna');
    expect(expires).toBe(1_790_086_400);
    const hasExpired = async () => {
      const token = await tokens.owner(secret);
      return token && tokens.hasExpired(token);
    };
    now += 86_399_999;
    expect(await hasExpired()).toBe(false);
    await expect.poll(async () => (await tokens.find(id))?.used).toBe(1_790_086_399);
    now += 1;
    expect(await hasExpired()).toBe(true);
    now += 3_600_000;
    expect(await hasExpired()).toBe(true);
    await server.store.ready();
    expect(await tokens.find(id)).toMatchObject({ used: 1_790_086_399, made_by: 'anna' });
    // The clock of the server is years ahead of that.
    for (const answer of [
      await ask(server, 'GET', '/v1/models', secret),
      await logIn(server, secret),
    ]) {
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="Chatkeep"');
      expect(answer.json<{ error: { message: string } }>().error.message).toBe(
        "The access token 'for a day' has expired on 2026-09-22. Whoever runs the server can make another one.",
      );
    }
    const guess = `ck_${id}_${'a'.repeat(43)}`;
    expect((await ask(server, 'GET', '/v1/models', guess)).body).not.toContain('for a day');
    await revoke(server, id);
  });

  it('ends with its day what has logged in with it', async () => {
    const asked = { name: 'short', scopes: ['read'], expires_in_days: 1 };
    const made = await ask(server, 'POST', '/api/tokens', ADMIN, asked);
    const { id, secret } = made.json<NewToken>();
    const cookie = cookieOf(await logIn(server, secret));
    const status = async () =>
      (await server.app.inject({ url: '/v1/models', headers: { cookie } })).statusCode;
    expect(await status()).toBe(200);
    const kept = await server.store.document('token', id);
    const fields = { ...(JSON.parse(kept?.body ?? '') as object), expires: 1_790_000_000 };
    await server.store.putDocument(
      'token',
      id,
      JSON.stringify(fields),
      kept?.version ?? 0,
      'short',
    );
    expect(await status()).toBe(401);
    await revoke(server, id);
  });

  it('of a former release has no end, and nobody who made it', async () => {
    const { id, secret } = await made(server, 'old', ['read']);
    const kept = await server.store.document('token', id);
    const {
      expires: _,
      made_by: __,
      ...old
    } = JSON.parse(kept?.body ?? '') as Record<string, unknown>;
    await server.store.putDocument('token', id, JSON.stringify(old), kept?.version ?? 0, 'old');
    expect((await ask(server, 'GET', '/v1/models', secret)).statusCode).toBe(200);
    expect(await listed(server)).toContainEqual(
      expect.objectContaining({ id, expires: null, made_by: null }),
    );
  });

  it('does not come back with a note of its use', async () => {
    const token = await made(server, 'racing', ['read']);
    const tokens = createTokens(server.store);
    await Promise.all([tokens.owner(token.secret), tokens.revoke(server.store, token.id)]);
    await server.store.ready();
    expect((await listed(server)).map(({ name }) => name)).not.toContain('racing');
  });

  it('is no other token with the same id', async () => {
    const { id, secret } = await made(server, 'mine', ['admin']);
    const others = [
      `ck_${id}_${'a'.repeat(43)}`,
      `${secret}a`,
      secret.slice(0, -1),
      secret.toUpperCase(),
      `ck_${id}_`,
      id,
      `ck___proto___${'a'.repeat(43)}`,
    ];
    for (const [at, other] of others.entries()) {
      const headers = { authorization: `Bearer ${other}` };
      const from = { url: '/api/tokens', headers, remoteAddress: `198.51.${at}.1` };
      expect((await server.app.inject(from)).statusCode, other).toBe(401);
    }
  });

  it('goes on where it was seen while the store cannot be asked, and begins nowhere', async () => {
    let isDown = false;
    const { store } = server;
    const tokens = createTokens({
      ...store,
      document: (kind, id) =>
        isDown ? Promise.reject(new StoreUnavailable('down')) : store.document(kind, id),
    });
    const seen = await tokens.create(store, { name: 'seen', scopes: ['read'] });
    const unseen = await tokens.create(store, { name: 'unseen', scopes: ['read'] });
    await tokens.owner(seen.secret);
    isDown = true;
    expect(await tokens.owner(seen.secret)).toMatchObject({ name: 'seen' });
    await expect(tokens.owner(unseen.secret)).rejects.toThrow(StoreUnavailable);
  });

  it.each([
    ['no name', { scopes: ['read'] }, 400, 'name'],
    ['an empty name', { name: ' ', scopes: ['read'] }, 400, 'name'],
    ['a name that reads backwards', { name: 'a\u202eb', scopes: ['read'] }, 400, 'name'],
    ['a name that says it is a page', { name: 'x (dashboard)', scopes: ['read'] }, 400, 'name'],
    ['a name of the log', { name: 'Access token', scopes: ['read'] }, 400, 'name'],
    ['a long name', { name: 'x'.repeat(61), scopes: ['read'] }, 400, 'name'],
    ['no scope', { name: 'x', scopes: [] }, 400, 'scopes'],
    ['an unknown scope', { name: 'x', scopes: ['read', 'all'] }, 400, 'scopes'],
    ['no list', { name: 'x', scopes: 'read' }, 400, 'scopes'],
    ['no days', { name: 'x', scopes: ['read'], expires_in_days: 0 }, 400, 'expires_in_days'],
    ['half a day', { name: 'x', scopes: ['read'], expires_in_days: 0.5 }, 400, 'expires_in_days'],
    ['days as text', { name: 'x', scopes: ['read'], expires_in_days: '9' }, 400, 'expires_in_days'],
    ['an age', { name: 'x', scopes: ['read'], expires_in_days: 3_651 }, 400, 'expires_in_days'],
    ['another member', { name: 'x', scopes: ['read'], secret: 'mine' }, 400, 'secret'],
    ['a name that is taken', { name: 'TAKEN', scopes: ['read'] }, 409, 'name'],
  ])('is not made of %s', async (_what, payload, status, param) => {
    if (status === 409) await made(server, 'taken', ['read']);
    const answer = await ask(server, 'POST', '/api/tokens', ADMIN, payload);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ error: { param } });
  });
});

it('that was revoked opens nothing, not even while the store cannot be asked', async () => {
  let isDown = false;
  const server = await startApp({
    env: { ACCESS_TOKEN: ADMIN },
    store: (store) => ({
      ...store,
      document: (kind, id) =>
        isDown ? Promise.reject(new StoreUnavailable('down')) : store.document(kind, id),
    }),
  });
  const kept = await made(server, 'kept', ['read']);
  const gone = await made(server, 'gone', ['read']);
  const status = async (secret: string) =>
    (await ask(server, 'GET', '/v1/models', secret)).statusCode;
  expect([await status(kept.secret), await status(gone.secret)]).toEqual([200, 200]);
  await revoke(server, gone.id);
  isDown = true;
  expect(await status(kept.secret)).toBe(200);
  expect(await status(gone.secret)).toBe(503);
  isDown = false;
  await server.close();
});

describe('two processes on one database', () => {
  it('know of a token, and of its end, at once', async () => {
    const env = { ACCESS_TOKEN: ADMIN, DATABASE_URL: await postgres.createDatabase() };
    const [one, two] = [await startApp({ env }), await startApp({ env })];
    const { id, secret } = await made(one, 'both', ['read']);
    const status = async () => (await ask(two, 'GET', '/v1/models', secret)).statusCode;
    expect(await status()).toBe(200);
    await revoke(one, id);
    expect(await status()).toBe(401);
    await one.close();
    await two.close();
  });
});

it('cannot be made on a server that everybody may use, and says why', async () => {
  const server = await startApp();
  const payload = { name: 'x', scopes: ['read'] };
  const answer = await server.app.inject({ method: 'POST', url: '/api/tokens', payload });
  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({ error: { code: 'open_server' } });
  expect((await server.app.inject('/api/tokens')).json()).toMatchObject({ data: [] });
  expect((await server.app.inject('/api/server')).json()).toMatchObject({ access: null });
  await server.close();
});
