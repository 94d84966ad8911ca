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
