import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sendJson, startScriptedUpstream } from '../testing/scripted-upstream';
import { createDemoProvider } from './demo/demo-provider';
import { discoverProviders } from './discover';
import { environmentProvider } from './environment';
import type { Environment } from './proxy';
import { authorization, plainProvider } from './provider';
import { readProvidersFile, type ProvidersFile } from './providers-file';
import { createRegistry } from './registry';

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-providers-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: unknown, environment: Environment = {}): ProvidersFile {
  const path = join(folder, 'AIProviders.json');
  const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
  writeFileSync(path, isRaw ? content : JSON.stringify(content));
  return readProvidersFile(path, environment);
}

const local = { baseURL: 'http://127.0.0.1:1/v1/' };
const openai = { apiKey: 'sk-env', baseUrl: 'https://api.openai.com/v1' };

function registry(parts: {
  file?: ProvidersFile;
  openai?: typeof openai;
  defaultName?: string;
  found?: string[];
  /** What every provider lists; by default none does. */
  models?: string[];
}) {
  return createRegistry({
    file: parts.file ?? file({}),
    fromEnvironment: environmentProvider(parts.openai ?? null, {}),
    demo: createDemoProvider(),
    defaultName: parts.defaultName ?? null,
    discover: async () =>
      (parts.found ?? []).map((name) => plainProvider(name, 'http://127.0.0.1:2/v1', 'found')),
    list: async () =>
      parts.models?.map((id) => ({ id, object: 'model', created: 0, owned_by: 'x' })) ?? null,
  });
}

describe('a model name', () => {
  it('finds its provider by alias, by prefix, or goes to the default one as it is', async () => {
    const known = registry({
      file: file({
        providers: { local },
        models: { fast: { provider: 'local', model: 'llama3.2' } },
      }),
      openai,
    });
    const route = async (name: string) => {
      const { provider, model } = await known.resolve(name);
      return [provider.name, model];
    };
    expect(await route('fast')).toEqual(['local', 'llama3.2']);
    expect(await route('local:llama3.2:3b')).toEqual(['local', 'llama3.2:3b']);
    expect(await route('gpt-5.1')).toEqual(['openai', 'gpt-5.1']);
    expect(await route('llama3.2:3b')).toEqual(['openai', 'llama3.2:3b']);
    expect(await route('demo:demo-echo')).toEqual(['demo', 'demo-echo']);
    expect(await route(':x')).toEqual(['openai', ':x']);
  });

  it('is unknown when its alias leads to no provider', async () => {
    const models = { lost: { provider: 'nobody', model: 'm' } };
    const known = registry({ file: file({ models }) });
    await expect(known.resolve('lost')).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining("no provider named 'nobody'") as string,
    });
    expect(await known.find('lost')).toBeNull();
  });
});

describe('a name with a colon whose first part is no provider', () => {
  it('is refused where the default provider lists its models and not this one', async () => {
    const known = registry({ models: ['llama3.2:1b', 'openai/gpt-5.1'] });
    for (const name of ['nowhere:x', 'nowhere:llama3.2:1b', 'Demo:demo-echo', 'llama3.2:3b']) {
      await expect(known.resolve(name)).rejects.toMatchObject({
        status: 404,
        code: 'model_not_found',
        message: expect.stringContaining(`no provider named '${name.split(':')[0]}'`) as string,
      });
    }
    for (const name of ['llama3.2:1b', 'openai/gpt-5.1:online', 'unlisted']) {
      expect(await known.resolve(name)).toMatchObject({ model: name });
    }
  });

  it('goes to the default provider as it is where that lists nothing', async () => {
    expect(await registry({}).resolve('nowhere:x')).toMatchObject({ model: 'nowhere:x' });
  });

  it('is nothing without a model behind the provider', async () => {
    await expect(registry({}).resolve('demo:')).rejects.toMatchObject({ status: 404 });
  });
});

describe('the headers of a provider', () => {
  const at = (baseUrl: string) => ({ ...plainProvider('x', baseUrl, 'file'), apiKey: 'sk-1' });

  it('are Anthropic’s own, too, at its address', () => {
    const own = { 'x-api-key': 'sk-1', 'anthropic-version': '2023-06-01' };
    const key = { authorization: 'Bearer sk-1' };
    expect(authorization(at('https://api.anthropic.com/v1'))).toEqual({ ...own, ...key });
    expect(authorization(at('https://API.Anthropic.com/v1'))).toEqual({ ...own, ...key });
    expect(authorization(at('https://api.anthropic.com.example/v1'))).toEqual(key);
    const headers = { 'Anthropic-Version': '2030-01-01' };
    expect(authorization({ ...at('https://api.anthropic.com/v1'), headers })).toEqual({
      'x-api-key': 'sk-1',
      ...headers,
      ...key,
    });
  });

  it('are none that is empty', () => {
    const provider = { ...at('http://x/v1'), apiKey: '', organization: '', project: '' };
    expect(authorization(provider)).toEqual({});
  });
});

describe('the default provider', () => {
  const name = async (parts: Parameters<typeof registry>[0]) =>
    (await registry(parts).defaultProvider()).name;

  it('is the named one, else openai with a key, else the first of the file, else one that was found, else the demo', async () => {
    const withLocal = file({ providers: { local } });
    expect(await name({ file: withLocal, openai, defaultName: 'local' })).toBe('local');
    expect(await name({ file: withLocal, openai })).toBe('openai');
    expect(await name({ file: withLocal })).toBe('local');
    expect(await name({ found: ['ollama'] })).toBe('ollama');
    expect(await name({})).toBe('demo');
  });
});

describe('the providers file', () => {
  it('wins over the environment and fills in what it leaves open', async () => {
    const own = { baseURL: 'https://proxy.example/v1', apiKey: 'sk-file', stored: true };
    const provider = await registry({ file: file({ providers: { openai: own } }), openai }).get(
      'openai',
    );
    expect(provider).toMatchObject({
      apiKey: 'sk-file',
      baseUrl: 'https://proxy.example/v1',
      stored: true,
    });
    const known = file({ providers: { local, hosted: { baseURL: 'https://api.openai.com/v1' } } });
    expect(known.providers).toMatchObject([
      { name: 'local', baseUrl: 'http://127.0.0.1:1/v1', stored: false, apiKey: null },
      { name: 'hosted', stored: true },
    ]);
  });

  it('is filled from the environment where it leaves out a key, the organization or the project', () => {
    const environment = {
      OPENAI_API_KEY: 'sk-openai',
      OPENAI_ORG_ID: 'org-1',
      OPENAI_PROJECT_ID: 'proj-1',
      MISTRAL_API_KEY: ' sk-mistral ',
      MY_OWN_LLM_API_KEY: 'sk-own',
      'TEAM-A_API_KEY': 'sk-team',
      GROQ_API_KEY: '',
    };
    const baseURL = 'http://127.0.0.1:1/v1';
    const { providers, problems } = file(
      {
        providers: {
          openai: { apiKey: '', organization: null },
          hosted: { baseURL: 'https://api.openai.com/v1', apiKey: 'sk-file', project: 'proj-file' },
          mistral: { baseURL, apiKey: null },
          'my own llm': { baseURL },
          'team-a': { baseURL },
          groq: { baseURL },
        },
      },
      environment,
    );
    expect(problems).toEqual([]);
    expect(providers.map((p) => [p.name, p.apiKey, p.organization, p.project])).toEqual([
      ['openai', 'sk-openai', 'org-1', 'proj-1'],
      ['hosted', 'sk-file', 'org-1', 'proj-file'],
      // What names an account of OpenAI's is nothing to others.
      ['mistral', 'sk-mistral', null, null],
      ['my own llm', 'sk-own', null, null],
      ['team-a', 'sk-team', null, null],
      ['groq', null, null, null],
    ]);
    expect(providers[0]?.baseUrl).toBe('https://api.openai.com/v1');
    const proxied = file(
      { providers: { openai: {} } },
      { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1/' },
    );
    expect(proxied.providers[0]?.baseUrl).toBe('http://127.0.0.1:9/v1');
  });

  it('takes empty texts and null for absent, and members that it does not know', () => {
    const { providers, aliases, problems } = file({
      version: 2,
      providers: {
        x: {
          baseURL: ' http://127.0.0.1:1/v1 ',
          apiKey: '',
          organization: '',
          project: null,
          stored: null,
          forwardStore: '',
          headers: { a: '', b: null, c: 'd' },
          query: { a: '', b: null, 'api-version': '2024-10-21', n: 3, q: 'a b&c' },
          models: { gpt: {} },
        },
      },
      models: { fast: { provider: 'x', model: 'm', note: 'quick' } },
    });
    expect(problems).toEqual([]);
    expect(providers).toMatchObject([
      { name: 'x', baseUrl: 'http://127.0.0.1:1/v1', headers: { c: 'd' }, stored: false },
    ]);
    expect(providers).toMatchObject([{ query: 'api-version=2024-10-21&n=3&q=a+b%26c' }]);
    expect(aliases.get('fast')).toEqual({ provider: 'x', model: 'm' });
    for (const provider of providers) expect(authorization(provider)).toEqual({ c: 'd' });
    expect(file({ providers: null, models: null })).toMatchObject({ providers: [], problems: [] });
  });

  it.each(['Host', 'content-length', 'Proxy-Authorization'])(
    'says that the header %s is the server’s own',
    (name) => {
      const { problems } = file({ providers: { x: { ...local, headers: { [name]: 'y' } } } });
      expect(problems).toEqual([
        expect.stringContaining(`headers.${name} that is set by the server itself: leave it out`),
      ]);
    },
  );

  it.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf8')],
    ['UTF-16 LE with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 BE with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 LE without one', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16 BE without one', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('is read as %s', (_, encoded) => {
    const text = JSON.stringify({ providers: { 'ö 😀': local } });
    expect(file(encoded(text)).providers).toMatchObject([{ name: 'ö 😀' }]);
  });

  it.each([
    ['no base URL', { apiKey: 'sk-canary-1' }],
    ['an empty base URL', { baseURL: '', apiKey: 'sk-canary-1' }],
    ['another scheme', { baseURL: 'file:///sk-canary-1' }],
    ['a base URL that is none', { baseURL: 'sk-canary-1' }],
    ['a line break in a key', { baseURL: 'http://x', apiKey: 'sk-canary-1\r\nx: y' }],
    ['a key that is no text', { baseURL: 'http://x', apiKey: { canary: 1 } }],
    ['a line break in a header', { baseURL: 'http://x', headers: { a: 'sk-canary-1\nb' } }],
    ['a header that is none', { baseURL: 'http://x', headers: { 'a b': 'c' } }],
    ['a header that frames', { baseURL: 'http://x', headers: { 'Content-Length': '5' } }],
    ['a query that is text', { baseURL: 'http://x', query: 'key=sk-canary-1' }],
    ['a query of objects', { baseURL: 'http://x', query: { a: { canary: 1 } } }],
    ['a query still to be filled in', { baseURL: 'http://x', query: { a: '${CANARY}' } }],
    ['a key that is still to be filled in', { baseURL: 'http://x', apiKey: '${CANARY}' }],
    ['a key of a template', { baseURL: 'http://x', apiKey: '{{ .canary }}' }],
    ['no object', 'sk-canary-1'],
    ['nothing', null],
    ['a list', []],
  ])('leaves out a provider with %s and names it, without repeating a key', (_, entry) => {
    const { providers, problems } = file({ providers: { bad: entry, local } });
    expect(providers.map(({ name }) => name)).toEqual(['local']);
    expect(problems).toEqual([expect.stringMatching(/AIProviders\.json .*providers\.bad /)]);
    expect(problems.join()).not.toContain('canary');
  });

  it.each(['', '..', 'a:b', 'a\u0000b', 'x'.repeat(101)])(
    'leaves out a provider by the name %j',
    (name) => {
      const { providers, problems } = file({ providers: { [name]: local } });
      expect([providers, problems.length]).toEqual([[], 1]);
    },
  );

  it('leaves out an alias without a provider or a model', () => {
    const models = {
      a: { provider: 'local' },
      b: null,
      c: { provider: '', model: 'm' },
      d: 'local:m',
    };
    const { aliases, problems } = file({ providers: { local }, models });
    expect([aliases.size, problems.length]).toEqual([0, 4]);
  });

  it.each([
    ['broken JSON', '{"providers":{"x":{"apiKey":"sk-canary-1"'],
    ['nothing at all', ''],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a list', []],
    ['null', 'null'],
    ['providers that are no object', { providers: ['sk-canary-1'] }],
  ])('stops the start at %s, without repeating a key', (_, content) => {
    expect(() => file(content)).toThrow(/AIProviders\.json is not valid/);
    expect(() => file(content)).toThrow(/^(?!.*canary)/s);
  });

  it('may be missing', () => {
    expect(readProvidersFile(join(folder, 'none.json'), {}).providers).toEqual([]);
  });
});

describe('local model servers', () => {
  it('are found when they answer with a list of models, and only then', async () => {
    const models = await startScriptedUpstream();
    models.script((response) => sendJson(response, { object: 'list', data: [] }));
    const other = await startScriptedUpstream();
    other.script((response) => response.end('<html>'));
    const silent = await startScriptedUpstream();
    silent.script(() => undefined);
    const found = await discoverProviders([
      { name: 'models', baseUrl: models.baseUrl },
      { name: 'other', baseUrl: other.baseUrl },
      { name: 'silent', baseUrl: silent.baseUrl },
      { name: 'nothing', baseUrl: 'http://127.0.0.1:1/v1' },
    ]);
    expect(found).toMatchObject([{ name: 'models', apiKey: null, source: 'found' }]);
    await Promise.all([models.close(), other.close(), silent.close()]);
  });
});
