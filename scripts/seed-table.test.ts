import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync('docs/seed.md', 'utf8');
const tests = ['src', 'server', 'e2e', 'contract', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(test|spec)\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
);
/** `name.test.ts: words of a title`, or the file alone. */
const references = [...page.matchAll(/`([\w/-]+\.(?:test|spec)\.ts)(?:: ([^`]+))?`/g)];

// A name that is no test any more would claim what nothing shows.
test('every test that the seed’s table names is there', () => {
  expect(references.length).toBeGreaterThan(50);
  const missing = references.filter(([, name = '', words = '']) => {
    const files = tests.filter((file) => `/${file.replaceAll('\\', '/')}`.endsWith(`/${name}`));
    return !files.some((file) => readFileSync(file, 'utf8').includes(words));
  });
  expect(missing.map(([reference]) => reference)).toEqual([]);
});
