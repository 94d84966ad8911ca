import { existsSync, readFileSync, statSync, writeFileSync, readdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProviderEntry, ProviderList } from '#contract/wire/providers';
import { filesWith } from '../testing/canary';
import {
  addProvider,
  KEY,
  askProviders,
  AWAY,
  changeProviders,
  doneIn,
  listProviders,
  providersPath,
  savedProviders,
  startUntilEnd,
  useProvider,
} from '../testing/providers';
import {
  completion,
  sendEvents,
  sendJson,
  startScriptedUpstream,
} from '../testing/scripted-upstream';
import { HOST } from '../testing/transfer';
import { useServer } from '../testing/use-server';

const { at, mine } = useProvider();

describe('a provider that is added', () => {
  it('is used at once, and its key comes out nowhere', async () => {
    const lines: string[] = [];
    const server = await startUntilEnd({ log: (line) => lines.push(line) });
    const added = await addProvider(server, { ...mine(), stored: true });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      name: 'mine',
      address: at.upstream.baseUrl,
      keyHint: '…zZ9q',
      source: 'file',
      editable: true,
      stored: true,
    });
    at.upstream.script((response) => sendJson(response, completion('here')));
    const body = { model: 'mine:m', messages: [{ role: 'user', content: 'x' }], store: true };
    const answer = await askProviders(server, '/v1/chat/completions', { method: 'POST', body });
    expect(answer.status).toBe(200);
    expect(at.upstream.received.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);

    expect(savedProviders(server)['mine']).toEqual({
      baseURL: at.upstream.baseUrl,
      apiKey: KEY,
      stored: true,
    });
    expect(statSync(providersPath(server)).mode & 0o777).toBe(0o600);
    expect(readdirSync(server.folder).filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(await doneIn(server)).toEqual([['provider.create', 'mine']]);
    const pages = ['/api/providers', '/api/server', '/api/audit', '/api/export?format=jsonl'];
    const said = await Promise.all(
      pages.map(async (url) => (await server.app.inject({ url, headers: HOST })).body),
    );
    for (const text of [added.text, ...said, ...lines]) expect(text).not.toContain('canary');
    expect(filesWith(server, 'canary')).toEqual([]);
  });

  it('may be called like a member that every object has', async () => {
    const server = await startUntilEnd();
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      expect((await addProvider(server, { ...mine(), name })).status).toBe(201);
      expect((await listProviders(server)).data.map((each) => each.name)).toContain(name);
    }
  });

  it('takes no name that is taken, and no placeholder for a key', async () => {
    const server = await startUntilEnd();
    await addProvider(server, mine());
    expect((await addProvider(server, mine())).body.error.code).toBe('name_taken');
    expect((await addProvider(server, { ...mine(), name: 'demo' })).body.error.code).toBe(
      'name_taken',
    );
    const left = await addProvider(server, { ...mine(), name: 'b', apiKey: '${MY_KEY}' });
    expect(left.body.error).toMatchObject({ code: 'invalid_provider' });
    expect(Object.keys(savedProviders(server))).toEqual(['mine']);
  });

  it('gets no key of the environment', async () => {
    const server = await startUntilEnd({ env: { MINE_API_KEY: 'sk-of-the-environment' } });
    await addProvider(server, { name: 'mine', baseUrl: at.upstream.baseUrl });
    await askProviders(server, '/api/provider-test', { method: 'POST', body: { name: 'mine' } });
    expect(at.upstream.received.at(-1)?.headers.authorization).toBeUndefined();
  });
});

describe('a provider that is no good', () => {
  const shared = useServer(() => ({}));

  it.each([
    [{ name: 'a\r\nb' }, 'name'],
    [{ name: 'a:b' }, 'name'],
    [{ name: '__proto__' }, 'name'],
    [{ name: '..' }, 'name'],
    [{ name: '../x' }, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(61) }, 'name'],
    [{ name: '\u202Emistral' }, 'name'],
    [{ name: 7 }, 'name'],
    [{ apiKey: 'sk\r\nx-evil: 1' }, 'apiKey'],
    [{ apiKey: 'schlüssel' }, 'apiKey'],
    [{ apiKey: '"sk-quoted"' }, 'apiKey'],
    [{ apiKey: 'k'.repeat(8_001) }, 'apiKey'],
    [{ apiKey: null }, 'apiKey'],
    [{ baseUrl: 'https://a.example\r\nx: 1/v1' }, 'baseUrl'],
    [{ baseUrl: 'http://169.254.169.254/v1' }, 'baseUrl'],
    [{ baseUrl: `https://a.example/${'x'.repeat(2_000_000)}` }, 'baseUrl'],
    [{ baseUrl: 'http://a.example/v1' }, 'baseUrl'],
    [{ baseUrl: ['https://a.example'] }, 'baseUrl'],
    [{ stored: 'yes' }, 'stored'],
    [{ headers: { host: 'evil' } }, 'headers'],
  ])(
    'with %j is refused by name, nothing is written and no value repeated',
    async (part, param) => {
      const { server } = shared;
      const { status, text } = await addProvider(server, { ...mine(), ...part });
      expect(status).toBe(400);
      expect(text).toContain(`"param":"${param}"`);
      expect(text).not.toContain(KEY);
      expect(text).not.toContain('quoted');
      expect(text.length).toBeLessThan(1_000);
      expect(existsSync(providersPath(server))).toBe(false);
      expect(await doneIn(server)).toEqual([]);
    },
  );
});

describe('a provider that is changed', () => {
  it('loses its key and what else was secret with its address, unless a new key comes along', async () => {
    const server = await startUntilEnd();
    await addProvider(server, mine());
    const moved = await changeProviders(server, '/api/providers/mine', {
      baseUrl: 'https://b.example/v1',
    });
    expect(moved.body).toMatchObject({ address: 'https://b.example/v1', keyHint: null });
    expect(readFileSync(providersPath(server), 'utf8')).not.toContain('canary');
    const baseUrl = 'https://c.example/v1';
    const rekeyed = await changeProviders(server, '/api/providers/mine', { baseUrl, apiKey: KEY });
    expect(rekeyed.body).toMatchObject({ keyHint: '…zZ9q' });
    const renewed = await changeProviders(server, '/api/providers/mine', {
      apiKey: 'sk-another-1234',
    });
    expect(renewed.body).toMatchObject({ address: baseUrl, keyHint: '…1234' });
    const flagged = await changeProviders(server, '/api/providers/mine', { forwardStore: true });
    expect(flagged.body).toMatchObject({ forwardStore: true, keyHint: '…1234' });
    const without = await changeProviders(server, '/api/providers/mine', { apiKey: '' });
    expect(without.body).toMatchObject({ keyHint: null });
    expect((await doneIn(server)).map(([action]) => action)).toEqual([
      'provider.key',
      'provider.update',
      'provider.key',
      'provider.address',
      'provider.address',
      'provider.create',
    ]);
  });

  it('keeps what others wrote into the file, to the digit', async () => {
    const written = `\uFEFF{"note": 1.0, "big": 4944116822809979520,
      "providers": {"mine": {"baseURL": "https://a.example/v1", "apiKey": "sk-1", "x": [1e400, "ü"]},
        "other": {"baseURL": "https://o.example/v1" , "headers": {"x-a": "b"}}},
      "models": {"fast": {"provider": "mine", "model": "m", "seed": 12345678901234567890}}}`;
    const server = await startUntilEnd();
    writeFileSync(providersPath(server), written, { mode: 0o644 });
    await askProviders(server, '/api/providers-file/read', { method: 'POST' });
    expect((await listProviders(server)).data.find(({ name }) => name === 'mine')?.aliases).toEqual(
      ['fast'],
    );
    expect((await changeProviders(server, '/api/providers/mine', { stored: true })).status).toBe(
      200,
    );
    const text = readFileSync(providersPath(server), 'utf8');
    for (const kept of [
      '"note": 1.0',
      '"big": 4944116822809979520',
      '"x": [1e400, "ü"]',
      '"seed": 12345678901234567890',
      '{"baseURL": "https://o.example/v1" , "headers": {"x-a": "b"}}',
    ])
      expect(text).toContain(kept);
    expect(statSync(providersPath(server)).mode & 0o777).toBe(0o600);
  });

  it('is not asked for a key of another address by a test', async () => {
    const server = await startUntilEnd();
    await addProvider(server, mine());
    const other = await startScriptedUpstream();
    onTestFinished(() => other.close());
    const body = { name: 'mine', baseUrl: other.baseUrl };
    await askProviders(server, '/api/provider-test', { method: 'POST', body });
    expect(other.received).toHaveLength(1);
    expect(other.received[0]?.headers.authorization).toBeUndefined();
  });

  it('goes on with a stream that runs', async () => {
    const server = await startUntilEnd({ listen: true });
    await addProvider(server, mine());
    let finish = () => {};
    at.upstream.script((response) => {
      sendEvents(response, [{ choices: [{ index: 0, delta: { content: 'begun ' } }] }]);
      finish = () => {
        const last = {
          choices: [{ index: 0, delta: { content: 'ended' }, finish_reason: 'stop' }],
        };
        sendEvents(response, [last, '[DONE]']);
        response.end();
      };
    });
    const answer = await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'mine:m',
        stream: true,
        messages: [{ role: 'user', content: 'x' }],
      }),
    });
    const version = ((await (await fetch(`${server.url}/api/providers`)).json()) as ProviderList)
      .version;
    const gone = await fetch(`${server.url}/api/providers/mine`, {
      method: 'DELETE',
      headers: { 'if-match': `"${version}"` },
    });
    expect(gone.status).toBe(200);
    finish();
    expect(await answer.text()).toMatch(/begun .*ended.*\[DONE\]/s);
  });
});

describe('what the environment sets', () => {
  it('is read only and says so', async () => {
    const server = await startUntilEnd({
      env: { OPENAI_API_KEY: 'sk-of-the-environment', OTHER_API_KEY: 'sk-other-of-it' },
    });
    writeFileSync(
      providersPath(server),
      '{"providers":{"other":{"baseURL":"https://o.example/v1"}}}',
    );
    await askProviders(server, '/api/providers-file/read', { method: 'POST' });
    const { data } = await listProviders(server);
    expect(data.map(({ name, keyVariable, editable }) => [name, keyVariable, editable])).toEqual([
      ['other', 'OTHER_API_KEY', false],
      ['openai', 'OPENAI_API_KEY', false],
      ['demo', null, false],
    ]);
    for (const name of ['openai', 'other', 'demo']) {
      const url = `/api/providers/${name}`;
      expect((await changeProviders(server, url, { baseUrl: at.upstream.baseUrl })).status).toBe(
        409,
      );
      expect((await changeProviders(server, url, {}, 'DELETE')).body.error.code).toBe(
        'provider_read_only',
      );
    }
    expect((await addProvider(server, { ...mine(), name: 'openai' })).body.error.code).toBe(
      'name_taken',
    );
  });
});

describe('a server that others can reach', () => {
  it('changes and tests nothing unless it is told to', async () => {
    const server = await startUntilEnd({ env: AWAY });
    expect(await listProviders(server)).toMatchObject({ editable: false, local: false });
    expect((await addProvider(server, mine())).body.error.code).toBe('providers_not_editable');
    const test = { method: 'POST' } as const;
    const typed = await askProviders(server, '/api/provider-test', {
      ...test,
      body: { baseUrl: at.upstream.baseUrl },
    });
    expect(typed.status).toBe(403);
    const read = await askProviders(server, '/api/providers-file/read', test);
    expect(read.status).toBe(403);
    const stranger = await server.app.inject({ url: '/api/providers', headers: HOST });
    expect(stranger.statusCode).toBe(401);
    expect(at.upstream.received).toEqual([]);
  });

  it('calls no address of its own network even then', async () => {
    const server = await startUntilEnd({ env: { ...AWAY, PROVIDERS_EDITABLE: '1' } });
    for (const baseUrl of [at.upstream.baseUrl, 'https://10.0.0.1/v1', 'https://localhost/v1']) {
      expect((await addProvider(server, { ...mine(), baseUrl })).status).toBe(400);
      const test = { method: 'POST', body: { baseUrl } } as const;
      expect((await askProviders(server, '/api/provider-test', test)).status).toBe(400);
    }
    expect((await addProvider(server, { ...mine(), baseUrl: 'https://a.example/v1' })).status).toBe(
      201,
    );
    expect(at.upstream.received).toEqual([]);
    expect(savedProviders(server)).toMatchObject({ mine: { publicOnly: true } });
  });

  it('calls none either when the name of a saved address leads there later', async () => {
    const baseURL = at.upstream.baseUrl.replace('127.0.0.1', 'localhost');
    const server = await startUntilEnd({ env: { ...AWAY, PROVIDERS_EDITABLE: '1' } });
    const file = { providers: { mine: { baseURL, publicOnly: true } } };
    writeFileSync(providersPath(server), JSON.stringify(file));
    await askProviders(server, '/api/providers-file/read', { method: 'POST' });
    const asked = { model: 'mine:m', messages: [{ role: 'user', content: 'Hi' }] };
    for (const [url, body] of [
      ['/v1/chat/completions', asked],
      ['/v1/embeddings', { model: 'mine:m', input: 'Hi' }],
    ] as const) {
      const answer = await askProviders(server, url, { method: 'POST', body });
      expect(answer.status).toBe(502);
      expect(answer.body.error.message).toContain('leads to this machine itself');
    }
    const test = { method: 'POST', body: { name: 'mine' } } as const;
    expect((await askProviders(server, '/api/provider-test', test)).text).toContain(
      'leads to this machine itself',
    );
    expect(at.upstream.received).toEqual([]);
  });

  it('is one behind a proxy as well, which listens for another name', async () => {
    const server = await startUntilEnd({ env: { ALLOWED_HOSTS: 'chat.example.com,127.0.0.1' } });
    expect(await listProviders(server)).toMatchObject({ editable: false, local: false });
  });
});

it('a provider that is removed leaves neither key nor name behind', async () => {
  const server = await startUntilEnd();
  await addProvider(server, mine());
  const removed = await changeProviders(server, '/api/providers/mine', {}, 'DELETE');
  expect(removed.body).toEqual({ id: 'mine', deleted: true });
  expect(readFileSync(providersPath(server), 'utf8')).not.toMatch(/mine|canary/);
  const entries = (await listProviders(server)).data.map(({ name }: ProviderEntry) => name);
  expect(entries).toEqual(['demo']);
  expect((await changeProviders(server, '/api/providers/mine', {}, 'DELETE')).status).toBe(404);
  expect(await doneIn(server)).toEqual([
    ['provider.delete', 'mine'],
    ['provider.create', 'mine'],
  ]);
});
