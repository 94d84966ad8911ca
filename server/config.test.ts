import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from './config';
import { readEnvironment } from './start/environment';
import { temporaryFolder } from './testing/temporary-folder';

describe('the configuration', () => {
  it('has working defaults', () => {
    expect(readConfig({}, '1')).toMatchObject({
      host: '127.0.0.1',
      port: 4242,
      database: { kind: 'sqlite', url: `file:${resolve('data/chatkeep.db')}` },
      providersFile: resolve('data/AIProviders.json'),
      isProvidersFileNamed: false,
      openai: null,
    });
  });

  it.each([
    [{ PORT: 'x' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'file:x.db?mode=rwc' }, 'query'],
    [{ DATABASE_URL: 'file:///x.db#part' }, 'query'],
    [{ DATABASE_URL: 'file::memory:' }, ':memory:'],
    [{ DATABASE_URL: 'file://:memory:' }, ':memory:'],
    [{ DATABASE_URL: ':memory:' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'file:~somebody/x.db' }, 'home folder'],
    [{ DATABASE_URL: 'file:${DATA}/x.db' }, 'DATABASE_URL: holds a placeholder'],
    [{ OPENAI_API_KEY: '${OPENAI_KEY}' }, 'OPENAI_API_KEY: holds a placeholder'],
    [{ MISTRAL_API_KEY: '"${MISTRAL}"' }, 'MISTRAL_API_KEY: holds a placeholder'],
    [{ OPENAI_API_KEY: '$OPENAI_KEY' }, 'placeholder'],
    [{ OPENAI_API_KEY: '%OPENAI_KEY%' }, 'placeholder'],
    [{ ACCESS_TOKEN: '{{ .Values.token }}' }, 'placeholder'],
    [{ PORT: '${PORT:-4242}' }, 'PORT: holds a placeholder'],
    [{ OPENAI_BASE_URL: 'ftp://x' }, 'OPENAI_BASE_URL'],
    [{ OPENAI_API_KEY: 'sk a' }, 'OPENAI_API_KEY'],
    [{ UNWATCHED_MINUTES: '-1' }, 'UNWATCHED_MINUTES'],
    [{ UNWATCHED_MINUTES: '40000' }, 'UNWATCHED_MINUTES'],
    [{ STREAM_START_MINUTES: '0' }, 'STREAM_START_MINUTES'],
    [{ PLAIN_ANSWER_MINUTES: 'an hour' }, 'PLAIN_ANSWER_MINUTES'],
    [{ BASE_PATH: 'chatkeep' }, 'BASE_PATH'],
    [{ BASE_PATH: '/a//b' }, 'BASE_PATH'],
    [{ BASE_PATH: '/a"><script>' }, 'BASE_PATH'],
    [{ ACCESS_TOKEN: 'short' }, 'ACCESS_TOKEN'],
    [{ HOST: '0.0.0.0' }, 'ACCESS_TOKEN'],
    [{ HOST: '0.0.0.0', ACCESS_TOKEN: 'a-long-access-token' }, 'ALLOWED_HOSTS'],
  ])('stops the start at %j and names the variable', (env, name) => {
    expect(() => readConfig(env, '1')).toThrow(name);
  });

  it('never repeats a wrong value: it may be a key', () => {
    expect(() => readConfig({ OPENAI_API_KEY: 'sk-canary with-space' }, '1')).toThrow(
      /^(?!.*canary)/s,
    );
  });

  it.each([
    [{ OPENAI_API_KEY: '"sk-0123456789abcdef"' }, { openai: { apiKey: 'sk-0123456789abcdef' } }],
    [{ OPENAI_API_KEY: " 'sk-0123456789abcdef'\r" }, { openai: { apiKey: 'sk-0123456789abcdef' } }],
    [{ PORT: '"8080"' }, { port: 8080 }],
    [{ ALLOWED_HOSTS: '"a.example, b.example"' }, { allowedHosts: ['a.example', 'b.example'] }],
    [{ DEFAULT_PROVIDER: '""' }, { defaultProvider: null }],
    [{ DEFAULT_PROVIDER: '"' }, { defaultProvider: '"' }],
    [{ OPENAI_API_KEY: 'sk-$a{b}%c%' }, { openai: { apiKey: 'sk-$a{b}%c%' } }],
    [{ DATABASE_URL: 'file:~/x.db' }, { database: { url: `file:${join(homedir(), 'x.db')}` } }],
    [{ PROVIDERS_FILE: '~/p.json' }, { providersFile: join(homedir(), 'p.json') }],
    [{ PRICES_FILE: '~/p.json' }, { pricesFile: join(homedir(), 'p.json') }],
    [{ BASE_PATH: '/chatkeep/' }, { basePath: '/chatkeep' }],
    [{ BASE_PATH: '/tools/chat.keep' }, { basePath: '/tools/chat.keep' }],
    [{ BASE_PATH: '/' }, { basePath: '' }],
    [{ HOST: '[::1]' }, { host: '::1' }],
    [{ STREAM_START_MINUTES: '3' }, { answerTimeout: 180_000, plainTimeout: 3_600_000 }],
    [{ UNWATCHED_MINUTES: '0' }, { unwatchedLimit: 0 }],
    [{ HOST: '' }, { host: '127.0.0.1' }],
  ])('takes %j as it is meant', (env, config) => {
    expect(readConfig(env, '1')).toMatchObject(config);
  });

  it('keeps all files in the data folder that is named, and takes paths from another base', () => {
    expect(readConfig({ DATA_DIR: 'my data' }, '1', '/home/me')).toMatchObject({
      dataFolder: '/home/me/my data',
      database: { kind: 'sqlite', url: 'file:/home/me/my data/chatkeep.db' },
      providersFile: '/home/me/my data/AIProviders.json',
    });
    const own = { DATA_DIR: '~/d', DATABASE_URL: 'file:x.db', PROVIDERS_FILE: 'p.json' };
    expect(readConfig(own, '1', '/srv')).toMatchObject({
      dataFolder: join(homedir(), 'd'),
      database: { url: 'file:/srv/x.db' },
      providersFile: '/srv/p.json',
    });
  });

  it('takes secrets from files, as containers hand them over', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'key'), ' sk-0123456789abcdef\n');
    writeFileSync(join(folder, 'url'), 'postgres://me:secret@db/x\r\n');
    writeFileSync(join(folder, 'empty'), '\n');
    const env = { OPENAI_API_KEY_FILE: 'key', DATABASE_URL_FILE: join(folder, 'url') };
    expect(readConfig(env, '1', folder)).toMatchObject({
      openai: { apiKey: 'sk-0123456789abcdef' },
      database: { kind: 'postgres', url: 'postgres://me:secret@db/x' },
    });
    expect(readEnvironment({ MISTRAL_API_KEY_FILE: 'key' }, folder)).toEqual({
      MISTRAL_API_KEY: 'sk-0123456789abcdef',
    });
    // Files of other kinds are no secrets.
    expect(readConfig({ PROVIDERS_FILE: 'p.json' }, '1', folder).isProvidersFileNamed).toBe(true);
    for (const [wrong, why] of [
      [{ OPENAI_API_KEY_FILE: 'none' }, /OPENAI_API_KEY_FILE: .*none cannot be read \(ENOENT\)/],
      [{ ACCESS_TOKEN_FILE: 'empty' }, /ACCESS_TOKEN_FILE: .*empty is empty/],
      [{ ACCESS_TOKEN_FILE: '.' }, /EISDIR/],
      [{ ...env, OPENAI_API_KEY: 'sk-1' }, /OPENAI_API_KEY is set as well/],
    ] as const)
      expect(() => readConfig(wrong, '1', folder)).toThrow(why);
  });

  it('means the same files from every working directory', () => {
    const env = {
      DATABASE_URL: 'file:my.db',
      PROVIDERS_FILE: 'mine.json',
      PRICES_FILE: 'a/b.json',
    };
    const before = process.cwd();
    onTestFinished(() => process.chdir(before));
    process.chdir('/');
    expect(readConfig(env, '1')).toMatchObject({
      database: { url: `file:${join(before, 'my.db')}` },
      providersFile: join(before, 'mine.json'),
      pricesFile: join(before, 'a/b.json'),
    });
    expect(readConfig({ DATABASE_URL: 'file:/var/x.db' }, '1').database.url).toBe('file:/var/x.db');
    expect(readConfig({ DATABASE_URL: 'file:///var/x.db' }, '1').database.url).toBe(
      'file:///var/x.db',
    );
  });
});
