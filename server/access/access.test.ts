import { describe, expect, it } from 'vitest';
import { startApp } from '../testing/start-app';
import { useServer } from '../testing/use-server';
import { createAttempts } from './attempts';
import { isSession, newSession } from './session';

const TOKEN = 'a-long-access-token';
const at = useServer(() => ({
  env: { ACCESS_TOKEN: TOKEN, ALLOWED_ORIGINS: 'https://desk.example' },
}));
const OWN = { origin: 'http://localhost:80', 'x-chatkeep': '1' };

function logIn(token: unknown, headers: Record<string, string> = OWN, app = at.server.app) {
  return app.inject({ method: 'POST', url: '/api/session', headers, payload: { token } });
}

async function session(): Promise<string> {
  const answer = await logIn(TOKEN);
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

function create(headers: Record<string, string>, more: object = {}) {
  return at.server.app.inject({
    method: 'POST',
    url: '/v1/chat/completions',
    headers,
    payload: { model: 'demo:demo-echo', messages: [{ role: 'user', content: 'Hi' }], ...more },
  });
}

describe('a session', () => {
  it('is given for the token, to no script and to no other site', async () => {
    const answer = await logIn(TOKEN);
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(
      /^chatkeep-80=\S+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/,
    );
  });

  it('reads and changes like the token does, from our own page', async () => {
    const cookie = `other=1; ${await session()}`;
    const read = await at.server.app.inject({ url: '/v1/models', headers: { cookie } });
    expect(read.statusCode).toBe(200);
    expect((await create({ cookie, ...OWN })).statusCode).toBe(200);
  });

  it.each([
    ['without an origin', { 'x-chatkeep': '1' }],
    ['without our header', { origin: OWN.origin }],
    ['from a listed origin', { origin: 'https://desk.example', 'x-chatkeep': '1' }],
    ['from another site', { origin: 'https://evil.example', 'x-chatkeep': '1' }],
  ])('changes nothing %s, and none is given there either', async (_, headers) => {
    const cookie = await session();
    expect((await create({ cookie, ...headers })).statusCode).toBe(403);
    const removal = { method: 'DELETE', url: '/v1/chat/completions/x' } as const;
    const removed = await at.server.app.inject({ ...removal, headers: { cookie, ...headers } });
    expect(removed.statusCode).toBe(403);
    expect((await logIn(TOKEN, headers)).statusCode).toBe(403);
  });

  it.each(['', 'x', '9999999999.x', '9999999999', '.'])('is not %j', async (value) => {
    const headers = { cookie: `chatkeep-80=${value}` };
    const answer = await at.server.app.inject({ url: '/v1/models', headers });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="Chatkeep"');
  });

  it('lasts 30 days, survives restarts, and ends with a new access token', async () => {
    const value = newSession(TOKEN, 0);
    const days = 24 * 60 * 60 * 1_000;
    expect(isSession(value, TOKEN, 29 * days)).toBe(true);
    expect(isSession(value, TOKEN, 31 * days)).toBe(false);
    expect(isSession(value, 'another-access-token', 0)).toBe(false);
    expect(isSession(value.replace(/^\d+/, '9999999999'), TOKEN, 0)).toBe(false);
    const restarted = await startApp({ env: { ACCESS_TOKEN: TOKEN } });
    const headers = { cookie: await session() };
    expect((await restarted.app.inject({ url: '/v1/models', headers })).statusCode).toBe(200);
    await restarted.close();
  });

  it('is secure, and bound to its host, on a server that others reach', async () => {
    const open = await startApp({
      env: { ACCESS_TOKEN: TOKEN, ALLOWED_HOSTS: 'chat.example', HOST: '0.0.0.0' },
    });
    const host = 'chat.example';
    const secure = { host, origin: `https://${host}`, 'x-chatkeep': '1' };
    const answer = await logIn(TOKEN, secure, open.app);
    expect(answer.headers['set-cookie']).toMatch(/^__Host-chatkeep=.*; Secure$/);
    const plain = await logIn(TOKEN, { ...secure, origin: `http://${host}` }, open.app);
    expect(plain.json()).toMatchObject({ error: { code: 'insecure_origin' } });
    expect(plain.headers).not.toHaveProperty('set-cookie');
    await open.close();
  });

  it('is told from the token in what is stored', async () => {
    const callerOf = async (headers: Record<string, string>) => {
      const { id } = (await create(headers, { store: true })).json<{ id: string }>();
      const kept = await at.server.app.inject({ url: `/api/completions/${id}`, headers });
      return kept.json<{ caller: string }>().caller;
    };
    expect(await callerOf({ authorization: `Bearer ${TOKEN}` })).toBe('access token');
    expect(await callerOf({ cookie: await session(), ...OWN })).toBe('dashboard');
  });

  it('ends with a log out', async () => {
    const answer = await at.server.app.inject({
      method: 'DELETE',
      url: '/api/session',
      headers: OWN,
    });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(/^chatkeep-80=; .*Max-Age=0/);
  });

  it.each([undefined, 3, null, {}])('is refused for a token that is %j', async (token) => {
    expect((await logIn(token)).statusCode).toBe(400);
  });

  it('does not exist on a server without an access token', async () => {
    const open = await startApp();
    expect((await logIn(TOKEN, OWN, open.app)).statusCode).toBe(404);
    const info = await open.app.inject('/api/server');
    expect(info.json<{ capabilities: string[] }>().capabilities).not.toContain('session');
    await open.close();
  });
});

describe('wrong tokens', () => {
  it('are refused after 20 a minute by address, whatever a request says of its address', async () => {
    const guessed = await startApp({ env: { ACCESS_TOKEN: TOKEN } });
    const guess = (n: number) =>
      guessed.app.inject({
        url: '/v1/models',
        headers: { authorization: `Bearer guess-${n}`, 'x-forwarded-for': `10.0.0.${n}` },
      });
    for (let n = 0; n < 20; n += 1) expect((await guess(n)).statusCode).toBe(401);
    const limited = await guess(20);
    expect(limited.statusCode).toBe(429);
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    expect((await logIn('guess', OWN, guessed.app)).statusCode).toBe(429);
    const headers = { cookie: `chatkeep-80=${newSession(TOKEN)}` };
    const known = await guessed.app.inject({ url: '/v1/models', headers });
    expect(known.statusCode).toBe(200);
    await guessed.close();
  });

  it('are forgotten after a minute, and counted by network', () => {
    let now = 0;
    const attempts = createAttempts(() => now);
    for (let n = 0; n < 20; n += 1) attempts.failed(`2001:db8:1:2::${n}`);
    expect(() => attempts.check('2001:db8:1:2:ffff::1')).toThrow('Too many');
    expect(() => attempts.check('2001:db8:1:3::1')).not.toThrow();
    now = 60_001;
    expect(() => attempts.check('2001:db8:1:2::1')).not.toThrow();
  });

  it('in a URL are no tokens at all', async () => {
    for (const name of ['token', 'access_token', 'api_key', 'key']) {
      const answer = await at.server.app.inject(`/v1/models?${name}=${TOKEN}`);
      expect(answer.statusCode).toBe(401);
    }
  });
});
