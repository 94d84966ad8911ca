import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync('docs/seed.md', 'utf8');
const tests = ['src', 'server', 'e2e', 'contract', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(test|spec)\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
);
/** `name.test.ts: words of a title`. */
const REFERENCE = /`([\w/-]+\.(?:test|spec)\.tsx?): ([^`]+)`/g;
const cells = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (AIKit|-)/.test(line))
  .flatMap((line) => line.split(' | ').slice(1))
  .map((cell) => cell.replace(/\|$/, '').trim());

// A name that is no test any more would claim what nothing shows.
test('every test that the seed’s table names is there', () => {
  const references = [...page.matchAll(REFERENCE)];
  expect(references.length).toBeGreaterThan(70);
  const missing = references.filter(([, name = '', words = '']) => {
    const files = tests.filter((file) => `/${file.replaceAll('\\', '/')}`.endsWith(`/${name}`));
    return !files.some((file) => titles(file).some((title) => title.includes(words)));
  });
  expect(missing.map(([reference]) => reference)).toEqual([]);
});

test('every cell of the seed’s table names a test, or has nothing to show', () => {
  expect(cells.length).toBeGreaterThan(100);
  expect(cells.filter((cell) => cell !== '–' && !cell.match(REFERENCE))).toEqual([]);
});

/** The texts that begin a call or one of its arguments, as titles do. */
function titles(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:\(|^ +)(['"`])(.+?)\1,/gm)].map(([, , title = '']) => title);
}
