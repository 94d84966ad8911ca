import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { helpText } from '../server/command/help';
import { EXIT_CODES } from '../server/start/start-cause';
import { startApp } from '../server/testing/start-app';

const TOKEN = 'a-long-access-token';
const ADDRESS = 'http://127.0.0.1:4242';

/** What is written for users and operators. */
const PAGES = [
  'README.md',
  'docs/http-api.md',
  'docs/operator.md',
  'docs/platforms.md',
  'docs/team.md',
  'docs/troubleshooting.md',
  'docs/upgrading.md',
  ...readdirSync('docs/guide').map((name) => `docs/guide/${name}`),
].map((path) => ({ path, page: readFileSync(path, 'utf8') }));

function blocks(page: string, language: string): string[] {
  return [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].flatMap(([, name, code = '']) =>
    name === language ? [code] : [],
  );
}

/** What a heading is called in an address, as GitHub does it. */
function anchors(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(PAGES)('$path', ({ path, page }) => {
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
const examples = PAGES.filter(({ path }) => path !== 'README.md').flatMap(({ path, page }) =>
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
