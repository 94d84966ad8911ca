import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  addProvider,
  askProviders,
  KEY,
  listProviders,
  providersPath,
  savedProviders,
  startUntilEnd,
} from '../testing/providers';
import { startScriptedUpstream } from '../testing/scripted-upstream';
import type { TestApp } from '../testing/start-app';

const mine = () => ({ name: 'mine', baseUrl: 'https://a.example/v1', apiKey: KEY });

/** Null: there is none. */
const textIn = (server: TestApp) => {
  const path = providersPath(server);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
};

/** Everything that could leave the server but the file itself. */
async function saidOf(server: TestApp): Promise<string> {
  const urls = ['/api/providers', '/api/models', '/api/audit'];
  const texts = await Promise.all(urls.map(async (url) => (await askProviders(server, url)).text));
  return texts.join('\n');
}

describe('an address that was typed', () => {
  it.each([
    'http://169.254.169.254/v1',
    'http://2852039166/v1',
    'http://0xa9fea9fe/v1',
    'http://0251.0376.0251.0376/v1',
    'http://169.254.43518/v1',
    'http://169.16689662/v1',
    'http://0xA9.254.0251.254./v1',
    'https://[::ffff:169.254.169.254]/v1',
    'https://[0:0:0:0:0:ffff:a9fe:a9fe]/v1',
    'https://[64:ff9b::a9fe:a9fe]/v1',
    'https://[2002:a9fe:a9fe::]/v1',
    'https://[::a9fe:a9fe]/v1',
    'https://[fd00:ec2::254]/v1',
    'https://[fe80::1]/v1',
    'http://１６９.２５４.１６９.２５４/v1',
    'http://169。254。169。254/v1',
    'http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/v1',
    'http://%31%36%39.254.169.254/v1',
    'https://metadata.google.internal/v1',
    'https://METADATA.google.internal./v1',
    'https://metadata.google.internal../v1',
    'https://ｍetadata.google.internal/v1',
    'https://100.100.100.200/v1',
    'https://192.0.0.192/v1',
    'https://168.63.129.16/v1',
    'https://0/v1',
    'https://[::]/v1',
  ])('%s is refused, and no call goes out', async (baseUrl) => {
    const server = await startUntilEnd();
    const before = textIn(server);
    const added = await addProvider(server, { ...mine(), baseUrl });
    expect(added.status).toBe(400);
    expect(added.text).not.toContain(KEY);
    expect(textIn(server)).toBe(before);
    const test = await askProviders(server, '/api/provider-test', {
      method: 'POST',
      body: { baseUrl, apiKey: KEY },
    });
    expect(test.status).toBe(400);
    expect(test.text).not.toContain(KEY);
  });
});

it.each([300, 301, 302, 303, 304, 305, 306, 307, 308, 399])(
  'a test follows no answer of status %i, wherever it leads',
  async (status) => {
    const server = await startUntilEnd();
    const [upstream, other] = [await startScriptedUpstream(), await startScriptedUpstream()];
    onTestFinished(async () => {
      await upstream.close();
      await other.close();
    });
    const headers = {
      location: `${other.baseUrl}/models`,
      refresh: `0; url=${other.baseUrl}/models`,
      link: `<${other.baseUrl}/models>; rel="next"`,
    };
    upstream.script((response) => void response.writeHead(status, headers).end());
    const body = { baseUrl: upstream.baseUrl, apiKey: KEY };
    const tested = await askProviders(server, '/api/provider-test', { method: 'POST', body });
    expect(tested.status).toBe(200);
    expect(tested.body).toHaveProperty('problem.message');
    expect(tested.text).not.toContain(KEY);
    expect(upstream.received).toHaveLength(1);
    expect(other.received).toEqual([]);
  },
);

const ODD = ['a\r\nb', 'a\nb', 'a\u0000b', 'a\u2028b', 'a\u001bb', '\ud800', 'x'.repeat(100_000)];

describe('odd text', () => {
  it.each(ODD.map((text) => [JSON.stringify(text).slice(0, 30), text]))(
    'in a name, a key or an address leaves the file alone: %s',
    async (_, odd) => {
      const server = await startUntilEnd();
      const before = textIn(server);
      for (const part of [
        { name: odd },
        { apiKey: `${KEY}${odd}` },
        { baseUrl: `https://a.example/${odd}` },
      ]) {
        const answer = await addProvider(server, { ...mine(), ...part });
        expect(answer.status, Object.keys(part)[0]).toBe(400);
        expect(answer.text).not.toContain(KEY);
        expect(answer.text.length).toBeLessThan(2_000);
      }
      expect(textIn(server)).toBe(before);
      expect(await saidOf(server)).not.toContain(KEY);
    },
  );
});

/** What may become of the file between opening the form and saving it. */
const MEANWHILE: Record<string, (path: string) => void> = {
  emptied: (path) => writeFileSync(path, ''),
  'cut in half': (path) => writeFileSync(path, '{"providers": {"h'),
  removed: (path) => rmSync(path),
  'replaced by another': (path) => {
    writeFileSync(`${path}.other`, '{"providers":{"other":{"baseURL":"https://o.example/v1"}}}');
    renameSync(`${path}.other`, path);
  },
  'replaced by a folder': (path) => {
    rmSync(path);
    mkdirSync(path);
  },
  'turned into a link that leads nowhere': (path) => {
    rmSync(path);
    symlinkSync(`${path}.gone`, path);
  },
  'turned into a link to another file': (path) => {
    writeFileSync(`${path}.other`, '{"providers":{"other":{"baseURL":"https://o.example/v1"}}}');
    rmSync(path);
    symlinkSync(`${path}.other`, path);
  },
  'turned into a link to itself': (path) => {
    rmSync(path);
    symlinkSync(path, path);
  },
  'given a name twice': (path) =>
    writeFileSync(
      path,
      '{"providers":{"mine":{"baseURL":"https://o.example/v1"},"mine":{"baseURL":"https://p.example/v1"}}}',
    ),
};

describe('the file, meanwhile', () => {
  it.each(Object.keys(MEANWHILE))('%s, is not written over', async (what) => {
    const server = await startUntilEnd();
    const path = providersPath(server);
    expect((await addProvider(server, { ...mine(), name: 'first' })).status).toBe(201);
    const { version } = await listProviders(server);
    MEANWHILE[what]?.(path);
    const kind = () => lstatSync(path, { throwIfNoEntry: false })?.mode;
    const before = kind();
    const answer = await askProviders(server, '/api/providers', {
      method: 'POST',
      body: mine(),
      version,
    });
    expect([409, 412]).toContain(answer.status);
    expect(answer.text).not.toContain(KEY);
    expect(answer.text).not.toContain(server.folder);
    expect(kind()).toBe(before);
    expect(await saidOf(server)).not.toContain(KEY);
  });

  it('two tabs that both change an entry: the second is told, and nothing of the first is lost', async () => {
    const server = await startUntilEnd();
    expect((await addProvider(server, mine())).status).toBe(201);
    const { version } = await listProviders(server);
    const change = (body: object) =>
      askProviders(server, '/api/providers/mine', { method: 'POST', body, version });
    expect((await change({ stored: true })).status).toBe(200);
    expect((await change({ baseUrl: 'https://b.example/v1' })).status).toBe(412);
    expect(savedProviders(server)['mine']).toMatchObject({
      baseURL: 'https://a.example/v1',
      apiKey: KEY,
      stored: true,
    });
  });

  it('stays for its owner alone, also after its rights were widened', async () => {
    const server = await startUntilEnd();
    expect((await addProvider(server, mine())).status).toBe(201);
    chmodSync(providersPath(server), 0o666);
    expect((await addProvider(server, { ...mine(), name: 'second' })).status).toBe(201);
    expect(statSync(providersPath(server)).mode & 0o777).toBe(0o600);
  });
});
