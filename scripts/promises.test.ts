import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The rows of docs/promises.md: what is promised, what shows it, and how that went last. */
const rows = readFileSync('docs/promises.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (case|-+)/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));

it('every promise names a test that exists, or is not done', () => {
  expect(rows.length).toBeGreaterThan(60);
  for (const [promise = '', test = '', result = '', ...rest] of rows) {
    expect(rest, promise).toEqual([]);
    const files = [...test.matchAll(/`([^`]+\.tsx?)`/g)].map(([, file]) => file ?? '');
    for (const file of files) expect(existsSync(file), `${promise}: ${file}`).toBe(true);
    if (files.length === 0) expect(result, promise).toBe('not done');
    else expect(result, promise).toMatch(/^(passed|measured once|not done)/);
  }
});
