import { ROUTE_SCOPES } from '#contract/wire/route-scopes';
import { expect, it } from 'vitest';
import { scriptedProvider } from '../../testing/scripted-upstream';
import { keep } from '../../testing/store-suite/samples';
import { useServer } from '../../testing/use-server';

const TOKEN = 'a-long-access-token';
const HOST = 'chat.example';
const OWN = { host: HOST, origin: `https://${HOST}`, 'x-chatkeep': '1' };
/** As it stands behind a proxy with TLS. */
const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream)],
  env: {
    ACCESS_TOKEN: TOKEN,
    ALLOWED_HOSTS: HOST,
    HOST: '0.0.0.0',
    ALLOWED_ORIGINS: 'https://desk.example',
  },
}));

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const routes = Object.keys(ROUTE_SCOPES).map((name) => name.split(' ') as [Method, string]);
const changing = [
  ...routes.filter(([method]) => method !== 'GET'),
  ['DELETE', '/api/session'] as [Method, string],
];

function send(
  method: Method,
  url: string,
  headers: Record<string, string>,
  payload = '{"token":"x"}',
) {
  return at.server.app.inject({
    method,
    url,
    headers: { host: HOST, 'content-type': 'application/json', ...headers },
    payload,
  });
}

async function logIn(token = TOKEN, headers: Record<string, string> = {}): Promise<string> {
  const answer = await at.server.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { ...OWN, ...headers },
    payload: { token },
  });
  expect(answer.statusCode).toBe(204);
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

async function isOpen(cookie: string): Promise<boolean> {
  return (await send('GET', '/v1/models', { cookie })).statusCode === 200;
}

/** Each a way in which a page that is not ours may have a browser ask, and what it cannot keep out of it. */
const FORGED: Record<string, Record<string, string>> = {
  'a form': {
    origin: 'https://evil.example',
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  },
  'a form of plain text': { origin: 'https://evil.example', 'content-type': 'text/plain' },
  'a form of files': { origin: 'https://evil.example', 'content-type': 'multipart/form-data' },
  'a sandboxed frame': { origin: 'null', 'content-type': 'text/plain', 'x-chatkeep': '1' },
  'a beacon': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  'a page that hides where it is': { 'sec-fetch-site': 'cross-site', 'x-chatkeep': '1' },
  'a page of a neighbouring name': {
    origin: `https://other.${HOST}`,
    'sec-fetch-site': 'same-site',
    'x-chatkeep': '1',
  },
  'a page on another port': { origin: `https://${HOST}:8443`, 'x-chatkeep': '1' },
  'a name that begins alike': { origin: `https://${HOST}.evil.example`, 'x-chatkeep': '1' },
  'a name that ends alike': { origin: `https://evil-${HOST}`, 'x-chatkeep': '1' },
  'a name with a password': { origin: `https://${HOST}@evil.example`, 'x-chatkeep': '1' },
  'two origins': { origin: `https://${HOST}, https://evil.example`, 'x-chatkeep': '1' },
  'an origin with a path': { origin: `https://${HOST}/`, 'x-chatkeep': '1' },
  'another scheme': { origin: `ftp://${HOST}`, 'x-chatkeep': '1' },
  'a listed origin, which has a token and no session': {
    origin: 'https://desk.example',
    'x-chatkeep': '1',
  },
  'no origin': { 'x-chatkeep': '1', 'content-type': 'application/json' },
  'no header of ours': { origin: OWN.origin, 'content-type': 'application/json' },
  'another value in it': { origin: OWN.origin, 'x-chatkeep': 'true' },
};

it.each(Object.entries(FORGED))('a session changes nothing by %s', async (_, headers) => {
  const cookie = await logIn();
  const id = await keep(at.server.store);
  const audited = await at.server.store.auditEntries({ limit: 100 });
  for (const [method, route] of changing) {
    const url = route.replace(':id', id).replaceAll(/:\w+/g, 'scripted').replace('*', 'x');
    const answer = await send(method, url, { cookie, ...headers });
    expect([method, url, answer.statusCode]).toEqual([method, url, 403]);
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
  expect(await at.server.store.auditEntries({ limit: 100 })).toEqual(audited);
  expect(await at.server.store.retrieve(id, 'complete')).not.toBeNull();
  expect(await isOpen(cookie)).toBe(true);
});

it.each(Object.entries(FORGED))('nobody is logged in by %s', async (_, headers) => {
  for (const payload of [`{"token":"${TOKEN}"}`, `token=${TOKEN}`]) {
    const answer = await send('POST', '/api/session', headers, payload);
    expect([400, 403]).toContain(answer.statusCode);
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
});

it('a session is new with each login, whatever cookie was there before', async () => {
  const planted = `__Host-chatkeep=${'a'.repeat(43)}`;
  const theirs = await logIn();
  for (const cookie of [planted, theirs, `${planted}; ${theirs}`]) {
    const own = await logIn(TOKEN, { cookie });
    expect(own).not.toBe(planted);
    expect(own).not.toBe(theirs);
  }
  expect(await isOpen(planted)).toBe(false);
});

it('log out everywhere ends the sessions of every token, and no token', async () => {
  const made = await send(
    'POST',
    '/api/tokens',
    { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    '{"name":"reader","scopes":["read"]}',
  );
  expect(made.statusCode).toBe(201);
  const { secret } = made.json<{ secret: string }>();
  const [own, theirs] = [await logIn(), await logIn(secret)];
  expect(await isOpen(theirs)).toBe(true);
  const by = (cookie: string) => send('DELETE', '/api/sessions', { ...OWN, cookie });
  // Whoever may only read ends their own session, and not those of others.
  expect((await by(theirs)).statusCode).toBe(403);
  expect((await by(own)).statusCode).toBe(200);
  expect([await isOpen(own), await isOpen(theirs)]).toEqual([false, false]);
  const reading = { authorization: `Bearer ${secret}` };
  expect((await send('GET', '/v1/models', reading)).statusCode).toBe(200);
  const again = await logIn(secret);
  await send('DELETE', '/api/session', { ...OWN, cookie: again });
  expect(await isOpen(again)).toBe(false);
});

it('the cookie is for this host over TLS alone, for no script and no other site', async () => {
  const headers = { ...OWN, 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil.example' };
  const payload = JSON.stringify({ token: TOKEN });
  const answer = await send(
    'POST',
    '/api/session',
    { ...headers, 'content-type': 'application/json' },
    payload,
  );
  expect(answer.headers['set-cookie']).toMatch(
    /^__Host-chatkeep=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000; Secure$/,
  );
  expect(answer.headers['cache-control']).toBe('no-store');
});
