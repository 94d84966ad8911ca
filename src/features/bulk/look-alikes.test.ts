import { expect, it } from 'vitest';
import { lookAlikes } from './look-alikes';

it('finds names that look like one, the most frequent first', () => {
  const names = Object.entries({
    refund: 3,
    'Re-fund': 9,
    'refúnd ': 1,
    other: 4,
    '-': 2,
    '+': 2,
    が: 1,
    か: 1,
  }).map(([name, count]) => ({ name, count }));
  const alike = lookAlikes(names, ({ name }) => name);
  expect(alike.map((group) => group.map(({ name }) => name))).toEqual([
    ['Re-fund', 'refund', 'refúnd '],
  ]);
});
