import { describe, expect, it, onTestFinished } from 'vitest';
import { startApp } from '../../testing/start-app';
import { useServer } from '../../testing/use-server';

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
    // The password of a proxy before this server comes with every request of the page.
    const proxy = { cookie: await session(), ...OWN, authorization: 'Basic YTpi' };
    expect(await callerOf(proxy)).toBe('dashboard');
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
  it('in a URL are no tokens at all', async () => {
    for (const name of ['token', 'access_token', 'api_key', 'key']) {
      const answer = await at.server.app.inject(`/v1/models?${name}=${TOKEN}`);
      expect(answer.statusCode).toBe(401);
    }
  });

  it.each([
    'Bearer',
    'Bearer ',
    `Basic ${TOKEN}`,
    TOKEN,
    `Token ${TOKEN}`,
    `Bearer${TOKEN}`,
    `Bearer ${TOKEN} ${TOKEN}`,
    `Bearer "${TOKEN}"`,
    `Bearer ${TOKEN.toUpperCase()}`,
    `Bearer ${'x'.repeat(10_000)}`,
  ])('are refused: %s', async (authorization) => {
    const quick = await startApp({ env: { ACCESS_TOKEN: TOKEN }, config: { guessDelay: 0 } });
    onTestFinished(() => quick.close());
    const answer = await quick.app.inject({ url: '/v1/models', headers: { authorization } });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="Chatkeep"');
    expect(answer.body).not.toContain(TOKEN);
  });

  it.each([`bearer ${TOKEN}`, `BEARER   ${TOKEN}`])('are not: %s', async (authorization) => {
    const answer = await at.server.app.inject({ url: '/v1/models', headers: { authorization } });
    expect(answer.statusCode).toBe(200);
  });
});

describe('many wrong tokens', () => {
  /** A server whose wrong tokens wait for hours, and a way to send them. */
  async function guarded(env: Record<string, string> = {}) {
    const server = await startApp({
      env: { ACCESS_TOKEN: TOKEN, ...env },
      config: { guessDelay: 2 ** 31 - 1 },
      listen: true,
    });
    const leaving = new AbortController();
    onTestFinished(async () => {
      leaving.abort();
      await server.close();
    });
    const ask = (token: string, headers: Record<string, string> = {}) =>
      fetch(`${server.url}/v1/models`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
        signal: leaving.signal,
      });
    /** Resolves with those of `count` guesses that were answered; the others wait. */
    const guesses = async (count: number, headers: Record<string, string> = {}) => {
      const sent = Array.from({ length: count }, (_, n) => ask(`guess-${n}`, headers));
      for (const guess of sent) guess.catch(() => undefined);
      return Promise.race(sent);
    };
    return { ...server, ask, guesses };
  }

  it('wait, 20 at once; the next is refused, and the right one passes', async () => {
    const { ask, guesses, url } = await guarded();
    const refused = await guesses(21);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('x-should-retry')).toBe('false');
    expect((await ask(TOKEN)).status).toBe(200);
    const logIn = (token: string) =>
      fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, 'x-chatkeep': '1' },
        body: JSON.stringify({ token }),
      });
    expect((await logIn('guess')).status).toBe(429);
    const granted = await logIn(TOKEN);
    expect(granted.status).toBe(204);
    const cookie = String(granted.headers.get('set-cookie')).split(';')[0] ?? '';
    expect((await fetch(`${url}/v1/models`, { headers: { cookie } })).status).toBe(200);
  });

  it('are counted by socket address, whatever a request says of its own', async () => {
    const { ask, guesses } = await guarded();
    expect((await guesses(21, { 'x-forwarded-for': '203.0.113.1' })).status).toBe(429);
    expect((await ask('guess', { 'x-forwarded-for': '203.0.113.2' })).status).toBe(429);
    expect((await ask('guess', { forwarded: 'for=203.0.113.3' })).status).toBe(429);
  });

  it('are counted by the address that a trusted proxy tells', async () => {
    const { ask, guesses } = await guarded({ TRUSTED_PROXIES: '127.0.0.0/8' });
    const of = (address: string) => ({ 'x-forwarded-for': `198.51.100.7, ${address}` });
    expect((await guesses(21, of('203.0.113.1'))).status).toBe(429);
    expect((await ask('guess', of('203.0.113.1'))).status).toBe(429);
    expect((await ask(TOKEN, of('203.0.113.1'))).status).toBe(200);
    // Of another address 20 wait, too, before one is refused.
    const others = await guesses(21, of('203.0.113.2'));
    expect(others.status).toBe(429);
  });
});
