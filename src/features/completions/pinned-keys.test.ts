import { expect, it } from 'vitest';
import { pinnedKeys } from './pinned-keys';

const row = (...keys: string[]) => ({ metadata: Object.fromEntries(keys.map((k) => [k, 'x'])) });

it('pins the two keys that most rows have, in the order of the page', () => {
  expect(pinnedKeys([row('env', 'lang', 'note'), row('lang'), row('lang', 'team', 'env')])).toEqual(
    ['env', 'lang'],
  );
});

it('pins fewer where there are fewer, and none without metadata', () => {
  expect(pinnedKeys([row('env'), row()])).toEqual(['env']);
  expect(pinnedKeys([])).toEqual([]);
});

it('takes a key by its own name, whatever objects inherit', () => {
  expect(pinnedKeys([row('constructor'), row('constructor', '__proto__x')])).toEqual([
    'constructor',
    '__proto__x',
  ]);
});
