import { expect, it } from 'vitest';
import { lookAlikes, oddity } from './look-alikes';

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

it('tells numbers, dates, grades and languages apart that signs alone make different', () => {
  const alike = (...names: string[]) =>
    lookAlikes(
      names.map((name) => ({ name, count: 1 })),
      ({ name }) => name,
    ).length > 0;
  for (const [one, other] of [
    ['1.5', '15'],
    ['1', '-1'],
    ['2026-1-11', '2026-11-1'],
    ['v1.0', 'v10'],
    ['A', 'A+'],
    ['A-', 'a+'],
    ['C', 'C#'],
    ['C#', 'C++'],
  ] as const)
    expect([one, other, alike(one, other)]).toEqual([one, other, false]);
  for (const [one, other] of [
    ['gpt-5', 'GPT 5'],
    ['2026-01-11', '2026/01/11'],
    ['#refund', 'refund'],
    ['refund!', 'Refund.'],
    ['run_id', 'run-id'],
  ] as const)
    expect([one, other, alike(one, other)]).toEqual([one, other, true]);
});

it('says what is odd about a key: its name, its values, or that they all differ', () => {
  const facet = (key: string, values: Record<string, number>, distinct?: number) => {
    const listed = Object.entries(values).map(([value, count]) => ({ value, count }));
    const count = listed.reduce((sum, each) => sum + each.count, 0);
    return { key, count, distinct: distinct ?? listed.length, values: listed };
  };
  const keys = [
    facet('topic', { refund: 9, other: 2 }),
    facet('Topic', { refund: 1 }),
    facet('mood', { good: 5, Good: 1, fine: 3, 'fine!': 1 }),
    facet('env', { prod: 20, test: 4 }),
    { ...facet('trace', { a: 1, b: 1 }), count: 21, distinct: 21 },
    { ...facet('few', { a: 1, b: 1 }), count: 20, distinct: 20 },
  ];
  const alike = lookAlikes(keys, ({ key }) => key);
  expect(keys.map((key) => oddity(key, alike))).toEqual([
    null,
    'as topic?',
    'values alike',
    null,
    'all different',
    null,
  ]);
});
