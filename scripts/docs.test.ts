import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FILTER_FIELDS } from '#contract/filter';
import { helpText } from '../server/command/help';
import { EXIT_CODES } from '../server/start/start-cause';
import { startApp } from '../server/testing/start-app';
import { blocks, blocksOf, commands, DOCUMENTS } from './documents';

const TOKEN = 'a-long-access-token';
const ADDRESS = 'http://127.0.0.1:4242';

/** What a heading is called in an address, as GitHub does it. */
function anchors(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(DOCUMENTS)('$path', ({ path, page }) => {
  it('leads to pages, headings and pictures that are there', () => {
    for (const [, target = ''] of page.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const [file = '', anchor] = target.split('#');
      const place = file === '' ? path : join(dirname(path), file);
      expect(existsSync(place), target).toBe(true);
      if (anchor !== undefined) expect(anchors(readFileSync(place, 'utf8'))).toContain(anchor);
    }
  });

  it('names commands and options that chatkeep has', () => {
    const commands = [...page.matchAll(/(?:^|`)chatkeep ([a-z]+)[^\n`]*/gm)];
    const help = helpText('');
    for (const [line, command] of commands) {
      expect(help, line).toContain(`  chatkeep ${command}`);
      for (const [option] of line.matchAll(/--[a-z]+/g)) expect(help, line).toContain(option);
    }
  });
});

/** Which test takes the commands that begin so from the page, and runs them. */
const RUN_BY: Record<string, string> = {
  'chatkeep ': 'scripts/docs-commands.test.ts',
  'deploy/': 'scripts/docs-commands.test.ts',
  pg_: 'server/store/postgres/dump.test.ts',
};

/** The others: what runs them. */
const RUN_OTHERWISE: Record<string, string> = {
  'npm ci && npm start': '.ci/run, but for the start: e2e/readme.spec.ts',
  'npm ci && npm test': '.ci/run',
  'OPENAI_API_KEY=sk-your-key npm start': 'e2e/readme.spec.ts',
  'npm run backup -- backups/monday.db': 'e2e/readme.spec.ts',
  'npm run restore -- backups/monday.db': 'e2e/readme.spec.ts',
  'npm install -g ./chatkeep-0.1.0.tgz': 'scripts/try-package.ts, which needs the npm registry',
  'npm run dev': 'scripts/dev.test.ts',
  'npm run check': 'npm test, which is the same',
  'npm run build': 'npm test, as a step',
  'npm run e2e:browsers': '.ci/run',
  'npm run e2e:large': 'a person: it takes minutes',
  'npm run bench': 'a person: it takes minutes',
  'npm run screenshots': 'a person: it changes files',
  'npm run test:container': 'a person: it takes root and minutes',
};

describe('every command of the documents', () => {
  const all = DOCUMENTS.flatMap(({ page }) => commands(page));

  it('is run by a test, or named here with what runs it', () => {
    const known = (command: string) =>
      command in RUN_OTHERWISE || Object.keys(RUN_BY).some((begin) => command.startsWith(begin));
    expect(all.filter((command) => !known(command))).toEqual([]);
    for (const test of Object.values(RUN_BY)) expect(existsSync(test), test).toBe(true);
    expect(Object.keys(RUN_OTHERWISE).filter((command) => !all.includes(command))).toEqual([]);
  });

  it('of npm is in package.json', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const names = all.flatMap((command) =>
      [...command.matchAll(/npm (?:(start|test)|run ([\w:]+))/g)].map(([, own, run]) => own ?? run),
    );
    expect(names.filter((name) => !(String(name) in scripts))).toEqual([]);
    expect(names.length).toBeGreaterThan(9);
  });
});

/** What takes the blocks of each language from the pages. */
const USED_BY: Record<string, string> = {
  sh: 'see above',
  ts: 'this file, and e2e/readme.spec.ts',
  python: 'this file',
  nginx: 'server/whole/fronts.deep.test.ts',
  caddy: 'server/whole/fronts.deep.test.ts',
  sql: 'scripts/docs-postgres.test.ts',
  ini: 'scripts/docs-commands.test.ts',
  json: 'e2e/readme.spec.ts and scripts/docs-commands.test.ts',
  yaml: 'nothing: it takes Prometheus; server/routes/metrics.test.ts reads the metrics by a parser',
  '4d': 'nothing: it takes 4D, which is not free',
  text: 'nothing: a drawing',
};

it('every block of code has a language, and what uses it is known', () => {
  const languages = DOCUMENTS.flatMap(({ page }) => blocksOf(page).map(({ language }) => language));
  expect(new Set(languages)).toEqual(new Set(Object.keys(USED_BY)));
});

it('docs/http-api.md has every filter', () => {
  const page = readFileSync('docs/http-api.md', 'utf8');
  const names = Object.keys(FILTER_FIELDS);
  expect(names.filter((name) => !new RegExp(`\`${name}[\`[]`).test(page))).toEqual([]);
});

it('docs/troubleshooting.md has every exit code', () => {
  const page = readFileSync('docs/troubleshooting.md', 'utf8');
  const named = [...page.matchAll(/^\| (\d{1,2}) +\|/gm)].map(([, code]) => Number(code));
  expect(named.toSorted((a, b) => a - b)).toEqual(
    [2, ...Object.values(EXIT_CODES)].toSorted((a, b) => a - b),
  );
});

/** How a file in each language is run. */
const RUNS = new Map([
  ['python', ['python3']],
  ['ts', [process.execPath, '--import', 'tsx']],
  ['sh', ['sh', '-e']],
]);

/** Those that ask a server: the README's own are run by e2e/readme.spec.ts. */
const examples = DOCUMENTS.filter(({ path }) => path !== 'README.md').flatMap(({ path, page }) =>
  [...RUNS.keys()].flatMap((language) =>
    blocks(page, language)
      .filter((code) => language !== 'sh' || code.startsWith('curl '))
      .map((code) => ({ path, language, code })),
  ),
);

describe('every example that asks a server runs as it is printed', () => {
  it('in each language', () => {
    expect(new Set(examples.map(({ language }) => language))).toEqual(new Set(RUNS.keys()));
  });

  for (const { path, language, code } of examples) {
    const [program = '', ...args] = RUNS.get(language) ?? [];
    const needs = language === 'sh' ? 'curl' : program;
    const isThere = spawnSync(needs, ['--version']).status === 0;
    it.skipIf(!isThere)(`${language} of ${path}`, async () => {
      // An example without a token is for a server without one.
      const isLocked = code.includes('ACCESS_TOKEN');
      const server = await startApp({
        ...(isLocked && { env: { ACCESS_TOKEN: TOKEN } }),
        listen: true,
      });
      onTestFinished(() => server.close());
      mkdirSync('.cache', { recursive: true });
      const file = resolve('.cache', `example-${process.pid}.${language}`);
      writeFileSync(file, code.replaceAll(ADDRESS, server.url));
      onTestFinished(() => rmSync(file));
      const env = { PATH: process.env['PATH'] ?? '', ACCESS_TOKEN: TOKEN };
      const child = spawn(program, [...args, file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const [said, wrong, [status]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'exit'),
      ]);
      expect(status, wrong).toBe(0);
      expect(said.startsWith('{"error"')).toBe(false);
    });
  }
});
