import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig, type Config } from '../config';
import { quotedVariables } from './environment';

/** What somebody may write, paste or leave behind. */
const ODD = [
  ['-1', '-0', '+5', '5.0', '5.5', '007', '1e3', '0x10', '0b11', '1_000', '1,000', '5,5', '5;'],
  ['99999999999999999999', '1e400', 'NaN', 'Infinity', '٣', '５', '५', '5 # note', '5\n6'],
  ['true', 'yes', 'on', 'null', 'undefined', 'none', 'constructor', '__proto__', 'toString'],
  ['*', '.', '..', '/', '/.', '/..', '/a/../b', '//', '/a?b', '/a b', '~', '~x/y', '-', '@'],
  ['a.example', 'A.Example', '*.example', 'a.example:443', 'a.example:0', 'a.example:99999'],
  ['a.example/', 'https://a.example', 'https://a.example/', 'HTTPS://A.EXAMPLE', 'https://'],
  ['https://a.example/x', 'https://u:p@a.example', 'https://*.example', 'ftp://a', 'file:///x'],
  ['http://a.example:80', 'http://a b', 'http://a:99999', 'http://[::1', 'javascript:alert(1)'],
  ['chrome-extension://abc', 'localhost', 'localhost:80', '[::1]', '[::1]:80', '::1', '[x]'],
  ['10.0.0.1', '10.0.0.1/8', '0.0.0.0/0', '::/0', '10.0.0.1/33', '0.0.0.0', 'fe80::1%eth0'],
  ['file:', 'file:x', 'FILE:x', 'file:x?y', 'file::memory:', 'postgres://', 'postgres://h/x'],
  ['“5”', '‘a’', '"a', "a'", '`5`', '«5»', '\u200B5', '5\u200B', 'é', '🦉', 'a\tb', 'a\u0000b'],
  ['${PORT}', '$PORT', '%PORT%', '{{ port }}', 'x'.repeat(100), 'é'.repeat(5_000)],
].flat();

/** Around a value they mean nothing. */
const AROUND = [' ', '\t', '\r', '\n', '\u00A0', '\uFEFF'];

/** Nobody means these as the name of anything on a disk; the last list as that of a file. */
const NO_PATHS = [
  ['a\tb', 'a\u0000b', '5\n6', '\u200B5', '5\u200B', '~x/y', '${PORT}', '$PORT', '%PORT%'],
  ['{{ port }}', 'file:', 'file:x', 'FILE:x', 'file:x?y', 'file::memory:', 'file:///x', 'ftp://a'],
  ['https://a.example', 'https://a.example/', 'HTTPS://A.EXAMPLE', 'https://', 'http://a b'],
  ['https://a.example/x', 'https://u:p@a.example', 'https://*.example', 'http://a:99999'],
  ['http://a.example:80', 'http://[::1', 'chrome-extension://abc', 'postgres://', 'postgres://h/x'],
].flat();
const FOLDERS = ['.', '..', '/', '/.', '/..', '//', '~', 'a.example/'];

type Meant = (value: string) => unknown;
type Setting = [name: string, config: (config: Config) => unknown, meant: Meant];

/** `meant`: as what a value is read; undefined: it is refused. */
const SETTINGS: Setting[] = [
  ['PORT', ({ port }) => port, number(0, 65_535)],
  ['DATABASE_CONNECTIONS', (config) => config.databaseConnections, number(2, 200)],
  ['TRASH_DAYS', ({ trashDays }) => trashDays, number(0, 3_650)],
  ['STREAM_START_MINUTES', ({ answerTimeout }) => answerTimeout / 60_000, number(1, 30_000)],
  ['PLAIN_ANSWER_MINUTES', ({ plainTimeout }) => plainTimeout / 60_000, number(1, 30_000)],
  ['UNWATCHED_MINUTES', ({ unwatchedLimit }) => unwatchedLimit / 60_000, number(0, 30_000)],
  ['LOG_LEVEL', ({ logLevel }) => logLevel, word('debug', 'info', 'warn', 'error', 'silent')],
  ['STORE', ({ store }) => store, word('asked', 'always')],
  ['PROVIDERS_EDITABLE', ({ isProvidersEditable }) => String(Number(isProvidersEditable)), word()],
  ['BASE_PATH', ({ basePath }) => basePath, only({ '/': '' })],
  [
    'ALLOWED_HOSTS',
    ({ allowedHosts }) => allowedHosts.join(),
    (value) =>
      /^(5,5|5\n6|a\tb)$/.test(value)
        ? value.replace(/\s/, ',')
        : only({
            'A.Example': 'a.example',
            ...same('a.example', 'a.example:443', 'localhost', 'localhost:80', '[::1]', '[::1]:80'),
            ...same(
              '10.0.0.1',
              '0.0.0.0',
              '1e3',
              '0x10',
              '0b11',
              '1_000',
              '1,000',
              '007',
              '5.0',
              '5.5',
            ),
            ...same('-1', '-0', '-', '99999999999999999999', '1e400', '__proto__', 'x'.repeat(100)),
            ...same('true', 'yes', 'on', 'null', 'undefined', 'none', 'constructor'),
            NaN: 'nan',
            Infinity: 'infinity',
            toString: 'tostring',
          })(value),
  ],
  [
    'ALLOWED_ORIGINS',
    ({ allowedOrigins }) => allowedOrigins.join(),
    only({
      'https://a.example': 'https://a.example',
      'https://a.example/': 'https://a.example',
      'HTTPS://A.EXAMPLE': 'https://a.example',
      'http://a.example:80': 'http://a.example',
      ...same('ftp://a', 'chrome-extension://abc', 'postgres://h/x'.slice(0, -2)),
    }),
  ],
  [
    'OPENAI_BASE_URL',
    ({ openai }) => openai?.baseUrl,
    only({
      'https://a.example/': 'https://a.example',
      ...same('https://a.example', 'https://a.example/x', 'HTTPS://A.EXAMPLE'),
      ...same('http://a.example:80', 'https://u:p@a.example', 'https://*.example'),
    }),
  ],
  ['OPENAI_API_KEY', ({ openai }) => openai?.apiKey, printable(1)],
  ['ACCESS_TOKEN', ({ accessToken }) => accessToken, printable(16)],
  ['METRICS_TOKEN', ({ metricsToken }) => metricsToken, printable(16)],
  ['DATA_DIR', ({ dataFolder }) => dataFolder, path(NO_PATHS)],
  ['PROVIDERS_FILE', ({ providersFile }) => providersFile, path([...NO_PATHS, ...FOLDERS])],
  ['PRICES_FILE', ({ pricesFile }) => pricesFile, path([...NO_PATHS, ...FOLDERS])],
  [
    'DEFAULT_PROVIDER',
    ({ defaultProvider }) => defaultProvider,
    (value) => (/^(\$\{?PORT\}?|%PORT%|\{\{ port \}\})$/.test(value) ? undefined : value),
  ],
  [
    'DATABASE_URL',
    ({ database }) => database.url,
    only({
      'file:x': `file:${resolve('x')}`,
      ...same('file:///x', 'postgres://h/x'),
    }),
  ],
];

function path(refused: readonly string[]): Meant {
  return (value) =>
    refused.includes(value) ? undefined : resolve(value.replace(/^~$/, homedir()));
}

function number(least: number, most: number): Meant {
  return (value) => {
    const read = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    return read >= least && read <= most ? read : undefined;
  };
}

function word(...words: string[]): Meant {
  return (value) => (words.includes(value) ? value : undefined);
}

function only(values: Record<string, string>): Meant {
  return (value) => (Object.hasOwn(values, value) ? values[value] : undefined);
}

function same(...values: string[]): Record<string, string> {
  return Object.fromEntries(values.map((value) => [value, value]));
}

function printable(least: number): Meant {
  return (value) =>
    /^[\x21-\x7e]+$/.test(value) && value.length >= least && !/^[$%]\w*%?$|^\$\{/.test(value)
      ? value
      : undefined;
}

function read(name: string, value: string): { config?: Config; said?: string } {
  try {
    return { config: readConfig({ [name]: value }, '1') };
  } catch (error) {
    return { said: String(error) };
  }
}

it.each(SETTINGS)(
  '%s is read as it is meant, or refused in a sentence of ours',
  (name, of, meant) => {
    for (const value of ODD) {
      const { config, said = '' } = read(name, value);
      const expected = meant(value);
      expect([value, config && of(config)]).toEqual([value, expected]);
      if (expected !== undefined) continue;
      expect(said).toMatch(
        new RegExp(`^Error: The configuration is not valid:\n  ${name}: (must|holds|has|names) `),
      );
      // It may be a key.
      if (value.length > 11) expect(said).not.toContain(value);
    }
  },
);

it.each(SETTINGS)('%s means the same with space around it, and in quotes', (name, of) => {
  for (const value of ODD) {
    const plain = read(name, value);
    const quoted = [`"${value}"`, `'${value}'`].filter(
      (text) => quotedVariables({ [name]: text }).length > 0,
    );
    for (const written of [...AROUND.flatMap((sign) => [sign + value, value + sign]), ...quoted]) {
      const { config } = read(name, written);
      expect([written, config && of(config)]).toEqual([written, plain.config && of(plain.config)]);
    }
  }
  for (const empty of ['', ...AROUND, '""', "''", ' "" ']) {
    const { config } = read(name, empty);
    expect([empty, config && of(config)]).toEqual([empty, of(readConfig({}, '1'))]);
  }
});

it.each([
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', 'localhost'],
  ['[::1]', '::1'],
  ['::1', '::1'],
])('HOST may be %s', (value, host) => {
  expect(read('HOST', value).config).toMatchObject({ host, isLocal: true });
});

it('HOST is an address or a name, and anything but this machine needs a token', () => {
  const names = /^[\w-]+(\.[\w-]+)*$|^[\d.]+$|^(fe80)?::1/;
  for (const value of ODD.filter((each) => !/^(localhost|(\[::1\])|::1)$/.test(each))) {
    const { config, said } = read('HOST', value);
    expect([value, config]).toEqual([value, undefined]);
    expect(said).toMatch(
      names.test(value) ? /\n {2}ACCESS_TOKEN: is needed when HOST/ : /\n {2}HOST: (must|holds) /,
    );
  }
});

it.each([
  'file:.',
  'file:..',
  'file:/',
  'file:x/',
  'file:x/..',
  'file:~',
  'file:~/',
  'file://',
  'file:///',
  'file:///x/',
  'file://x',
  'file://host/x',
  'file: x',
  'file: :memory:',
  'file:x\u200B',
  'file:x\u0000y',
  'file:x\ny',
  'postgres://u:canary@h:99999/x',
  'postgres://u:canary@h:x/x',
  'postgres://u:canary#a@h/x',
  'postgres://u:canary/a@h/x',
  'postgres://u:canary?a@h/x',
  'postgres://[::1/x',
  'postgres://h h/x',
  'postgres://a:1,b:2/x',
  'postgres://u:canary@h/x?sslmode=requier',
  'postgres://u:canary@h/x?sslmode=verify_full',
  'postgres://u:canary@h/x?sslmode=require&sslmode=REQUIRE',
  'postgres://u:canary@h/x?ssl=yes',
  'postgres://u:canary@h/x?port=zz',
  'postgres:h',
  'POSTGRES://h/x',
  'postgres+asyncpg://h/x',
  'jdbc:postgresql://h/x',
])('DATABASE_URL cannot be %j', (value) => {
  const { config, said } = read('DATABASE_URL', value);
  expect(config).toBeUndefined();
  expect(said).toMatch(/\n {2}DATABASE_URL: (must|has|names) /);
  expect(said).not.toContain('canary');
});

it.each([
  'postgres://h',
  'postgresql://u:p%23%2F%40@h:5432/x?sslmode=verify-full&sslrootcert=/ca.pem',
  'postgres:///x?host=/var/run/postgresql',
  'postgres://u@/x?host=/var/run/postgresql',
  'postgres://%2Fvar%2Frun/x',
  'postgres://u:p@w@h/x',
  'postgres://[::1]:5433/x?sslmode=disable',
])('DATABASE_URL may be %s', (url) => {
  expect(read('DATABASE_URL', url).config?.database).toEqual({ kind: 'postgres', url });
});
