import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createSessions } from '../http/access/sessions';
import { auditOf } from '../testing/audit';
import { useBothEngines } from '../testing/both-engines';
import { StoreUnavailable } from '../store/errors';
import { type Store } from '../store/store';
import { startApp, type TestApp } from '../testing/start-app';

const TOKEN = 'a-long-access-token';
const OWN = { origin: 'http://localhost:80', 'x-chatkeep': '1' };
const { engines, postgres } = useBothEngines();

function inject(server: TestApp, method: 'GET' | 'POST' | 'DELETE', url: string, more = {}) {
  return server.app.inject({ method, url, ...more });
}

/** The cookie of a new session. */
async function logIn(server: TestApp): Promise<string> {
  const answer = await inject(server, 'POST', '/api/session', {
    headers: OWN,
    payload: { token: TOKEN },
  });
  expect(answer.statusCode).toBe(204);
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

async function statusWith(server: TestApp, cookie: string): Promise<number> {
  return (await inject(server, 'GET', '/v1/models', { headers: { cookie } })).statusCode;
}

function logOut(server: TestApp, cookie: string, url = '/api/session') {
  return inject(server, 'DELETE', url, { headers: { ...OWN, cookie } });
}

describe.each(engines)('a session on %s', (_name, environment) => {
  let env: Record<string, string>;
  let server: TestApp;
  beforeAll(async () => {
    env = { ACCESS_TOKEN: TOKEN, ...(await environment()) };
    server = await startApp({ env });
  });
  afterAll(() => server.close());

  it('ends on the server with its log out: the old cookie is worth nothing', async () => {
    const [cookie, other] = [await logIn(server), await logIn(server)];
    expect(await statusWith(server, cookie)).toBe(200);
    const before = (await auditOf(server, 'session.logout')).length;
    const answer = await logOut(server, cookie);
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(/^chatkeep-80=; .*Max-Age=0/);
    expect(await statusWith(server, cookie)).toBe(401);
    expect(await statusWith(server, other)).toBe(200);
    // Once more ends nothing, and is no error.
    expect((await logOut(server, cookie)).statusCode).toBe(204);
    expect(await auditOf(server, 'session.logout')).toHaveLength(before + 1);
  });

  it('ends everywhere at the wish of one, with a line that says how many', async () => {
    await logOut(server, await logIn(server), '/api/sessions');
    const cookies = [await logIn(server), await logIn(server), await logIn(server)];
    const answer = await logOut(server, cookies[1] ?? '', '/api/sessions');
    expect(answer.json()).toEqual({ object: 'sessions.ended', ended: 3 });
    expect(answer.headers['set-cookie']).toMatch(/^chatkeep-80=; .*Max-Age=0/);
    for (const cookie of cookies) expect(await statusWith(server, cookie)).toBe(401);
    const [line] = await auditOf(server, 'session.logout_everywhere');
    expect(line).toMatchObject({ actor: 'dashboard', origin: '127.0.0.1', count: 3 });
    // Whoever has the token may, too; whoever has neither may not.
    const cookie = await logIn(server);
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await inject(server, 'DELETE', '/api/sessions')).statusCode).toBe(401);
    expect((await logOut(server, cookies[0] ?? '', '/api/sessions')).statusCode).toBe(401);
    const foreign = { cookie, origin: 'https://evil.example' };
    const crossed = await inject(server, 'DELETE', '/api/sessions', { headers: foreign });
    expect(crossed.statusCode).toBe(403);
    expect(await statusWith(server, cookie)).toBe(200);
    await inject(server, 'DELETE', '/api/sessions', { headers });
    expect(await statusWith(server, cookie)).toBe(401);
  });

  it('is not ended by a page of another site, nor by a request without our header', async () => {
    const cookie = await logIn(server);
    for (const headers of [
      { cookie },
      { cookie, 'x-chatkeep': '1' },
      { cookie, origin: OWN.origin },
      { cookie, origin: 'https://evil.example', 'x-chatkeep': '1' },
    ]) {
      const answer = await inject(server, 'DELETE', '/api/session', { headers });
      expect(answer.statusCode).toBe(403);
    }
    expect(await statusWith(server, cookie)).toBe(200);
  });

  it('is found among cookies of one name, and ended with them', async () => {
    const [one, two] = [await logIn(server), await logIn(server)];
    const both = `x=1; chatkeep-80=; chatkeep-80=nonsense; ${one};${two}`;
    expect(await statusWith(server, both)).toBe(200);
    expect(await statusWith(server, one.replace('chatkeep-80', 'chatkeep-81'))).toBe(401);
    expect(await statusWith(server, one.replace('chatkeep-80', 'Chatkeep-80'))).toBe(401);
    await logOut(server, both);
    expect(await statusWith(server, one)).toBe(401);
    expect(await statusWith(server, two)).toBe(401);
  });

  it.each([
    ['the form of before', '1999999999.qK3xYb0n4n3m5l6k7j8h9g0f1d2s3a4p5o6i7u8y9t0'],
    ['one character too many', `${'a'.repeat(43)}b`],
    ['made up', 'a'.repeat(43)],
    ['with a quote', `"${'a'.repeat(43)}"`],
    ['a name of every object', '__proto__'],
    ['NUL', `${'a'.repeat(42)}%00`],
  ])('is not what looks like one: %s', async (_what, value) => {
    expect(await statusWith(server, `chatkeep-80=${value}`)).toBe(401);
  });

  it('is kept as a digest that opens nothing', async () => {
    const cookie = await logIn(server);
    const [, value = ''] = cookie.split('=');
    const kept = JSON.stringify(await server.store.documents('session'));
    expect(kept).not.toContain(value);
    for (const { id } of await server.store.documents('session'))
      expect(await statusWith(server, `chatkeep-80=${id}`)).toBe(401);
  });

  it('lasts 30 days of the clock, and what is over is tidied away', async () => {
    let now = 0;
    const sessions = createSessions(server.store, TOKEN, () => now);
    await server.store.removeDocuments('session');
    const session = await sessions.begin(server.store, null);
    const days = 24 * 60 * 60 * 1_000;
    now = 30 * days - 1;
    expect(await sessions.open(session)).toMatchObject({ token: null });
    now = 30 * days;
    expect(await sessions.open(session)).toBeNull();
    await sessions.begin(server.store, null);
    expect(await server.store.documents('session')).toHaveLength(1);
    // A clock that goes back gives no session back that was ended or tidied away.
    now = 0;
    expect(await sessions.open(session)).toBeNull();
  });

  it('ends with a new access token', async () => {
    const other = createSessions(server.store, 'another-access-token');
    const session = await createSessions(server.store, TOKEN).begin(server.store, null);
    expect(await other.open(session)).toBeNull();
    expect(await createSessions(server.store, TOKEN).open(session)).toMatchObject({ token: null });
  });

  it('makes room by ending the oldest of a thousand', async () => {
    let now = 0;
    const sessions = createSessions(server.store, TOKEN, () => now);
    await server.store.removeDocuments('session');
    const first = await sessions.begin(server.store, null);
    const others = Array.from({ length: 1_000 }, (_, n) =>
      server.store.putDocument('session', `made-${n}`, `{"end":${3_000_000 + n}}`, 0),
    );
    await Promise.all(others);
    now = 1_000;
    const last = await sessions.begin(server.store, null);
    expect(await server.store.documents('session')).toHaveLength(1_000);
    expect(await sessions.open(first)).toBeNull();
    expect(await sessions.open(last)).toMatchObject({ token: null });
  });

  it('goes on where it was seen while the store cannot be asked, and begins nowhere', async () => {
    let isDown = false;
    const asked = <Result>(answer: () => Promise<Result>) =>
      isDown ? Promise.reject(new StoreUnavailable('down')) : answer();
    const { store } = server;
    const failing: Store = {
      ...store,
      document: (kind, id) => asked(() => store.document(kind, id)),
      removeDocument: (kind, id) => asked(() => store.removeDocument(kind, id)),
    };
    const sessions = createSessions(failing, TOKEN);
    const [seen, unseen] = [
      await sessions.begin(server.store, null),
      await sessions.begin(server.store, null),
    ];
    expect(await sessions.open(seen)).toMatchObject({ token: null });
    isDown = true;
    expect(await sessions.open(seen)).toMatchObject({ token: null });
    await expect(sessions.open(unseen)).rejects.toThrow(StoreUnavailable);
    expect(await sessions.open('nonsense')).toBeNull();
    await expect(sessions.end(seen, failing)).rejects.toThrow(StoreUnavailable);
    isDown = false;
    await sessions.end(seen, server.store);
    isDown = true;
    await expect(sessions.open(seen)).rejects.toThrow(StoreUnavailable);
  });
});

describe('a log out that the store cannot write', () => {
  it('leaves the cookie: the session is still open', async () => {
    let isDown = false;
    const server = await startApp({
      env: { ACCESS_TOKEN: TOKEN },
      store: (store) => ({
        ...store,
        acting: (line) =>
          isDown
            ? {
                ...store.acting(line),
                removeDocument: () => Promise.reject(new StoreUnavailable('down')),
              }
            : store.acting(line),
      }),
    });
    onTestFinished(() => server.close());
    const cookie = await logIn(server);
    isDown = true;
    const answer = await logOut(server, cookie);
    expect(answer.statusCode).toBe(503);
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(await statusWith(server, cookie)).toBe(200);
  });
});

describe('servers that share a PostgreSQL database', () => {
  it('know a session of one another, and its end, and survive a restart', async () => {
    const env = { ACCESS_TOKEN: TOKEN, DATABASE_URL: await postgres.createDatabase() };
    const [here, there] = [await startApp({ env }), await startApp({ env })];
    onTestFinished(() => here.close());
    const [cookie, other, third] = [await logIn(here), await logIn(there), await logIn(here)];
    for (const one of [cookie, other]) {
      expect(await statusWith(here, one)).toBe(200);
      expect(await statusWith(there, one)).toBe(200);
    }
    await logOut(there, cookie);
    expect(await statusWith(here, cookie)).toBe(401);
    expect(await statusWith(there, cookie)).toBe(401);
    await logOut(there, other, '/api/sessions');
    expect(await statusWith(here, other)).toBe(401);
    expect(await statusWith(here, third)).toBe(401);
    const kept = await logIn(there);
    await there.close();
    const again = await startApp({ env });
    expect(await statusWith(again, kept)).toBe(200);
    await again.close();
    const changed = await startApp({ env: { ...env, ACCESS_TOKEN: 'another-long-access-token' } });
    expect(await statusWith(changed, kept)).toBe(401);
    await changed.close();
  });
});
