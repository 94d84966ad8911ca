import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sendJson, startScriptedUpstream } from '../testing/scripted-upstream';
import { createDemoProvider } from './demo/demo-provider';
import { discoverProviders } from './discover';
import { environmentProvider } from './environment';
import { plainProvider } from './provider';
import { readProvidersFile, type ProvidersFile } from './providers-file';
import { createRegistry } from './registry';

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-providers-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: unknown): ProvidersFile {
  const path = join(folder, 'AIProviders.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readProvidersFile(path);
}

const local = { baseURL: 'http://127.0.0.1:1/v1/' };
const openai = { apiKey: 'sk-env', baseUrl: 'https://api.openai.com/v1' };

function registry(parts: {
  file?: ProvidersFile;
  openai?: typeof openai;
  defaultName?: string;
  found?: string[];
}) {
  return createRegistry({
    file: parts.file ?? file({}),
    fromEnvironment: environmentProvider(parts.openai ?? null),
    demo: createDemoProvider(),
    defaultName: parts.defaultName ?? null,
    discover: async () =>
      (parts.found ?? []).map((name) => plainProvider(name, 'http://127.0.0.1:2/v1', 'found')),
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
    await expect(registry({ file: file({ models }) }).resolve('lost')).rejects.toMatchObject({
      status: 404,
    });
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

  it.each([
    ['broken JSON', '{"providers":{"x":{"apiKey":"sk-canary-1"'],
    ['no base URL', { providers: { x: { apiKey: 'sk-canary-1' } } }],
    ['another scheme', { providers: { x: { baseURL: 'file:///etc', apiKey: 'sk-canary-1' } } }],
    ['an unknown field', { providers: { x: { baseURL: 'http://x', key: 'sk-canary-1' } } }],
    [
      'a line break in a key',
      { providers: { x: { baseURL: 'http://x', apiKey: 'sk-canary-1\r\nx: y' } } },
    ],
    [
      'a line break in a header',
      { providers: { x: { baseURL: 'http://x', headers: { a: 'sk-canary-1\n' } } } },
    ],
  ])('stops the start at %s, without repeating a key', (_, content) => {
    expect(() => file(content)).toThrow(/AIProviders\.json is not valid/);
    expect(() => file(content)).toThrow(/^(?!.*canary)/s);
  });

  it('may be missing', () => {
    expect(readProvidersFile(join(folder, 'none.json')).providers).toEqual([]);
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
