import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('no style asks the whole page what it holds', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  // A streaming answer changes the page many times a second, and each change would search all of it again.
  const asking = files
    .filter((name) => /\.(css|tsx?)$/.test(name))
    .filter((name) =>
      /(html|body|:root|#root):has\(/.test(readFileSync(join('src', name), 'utf8')),
    );
  expect(asking).toEqual([]);
});

test('every colour of a series that a class names is one that there is', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const styles = readFileSync('src/index.css', 'utf8');
  const named = files
    .filter((name) => name.endsWith('.tsx') || name.endsWith('.ts'))
    .flatMap((name) => readFileSync(join('src', name), 'utf8').match(/\b[a-z]+-series-\w+/g) ?? [])
    .map((name) => name.replace(/^[a-z]+-/, '--color-'));
  expect(named).toContain('--color-series-1');
  expect(named.filter((name) => !styles.includes(`${name}:`))).toEqual([]);
});
