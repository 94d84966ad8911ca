import { expect, it } from 'vitest';
import type { ModelGroup } from '#contract/wire/models';
import { endingOf } from './endings';

const group = (provider: string | null, models: Record<string, string | null>) =>
  ({ provider, models: Object.entries(models).map(([id, ends]) => ({ id, ends })) }) as ModelGroup;
const NOW = Date.parse('2026-11-28T16:40:00Z');
const used = (...names: string[]) => names.map((value, at) => ({ value, count: at + 1 }));

it('names what was used and ends within three months, the next first', () => {
  const groups = [
    group('openai', { later: '2027-02-01', soon: '2026-11-29', never: null, unused: '2026-12-01' }),
    group('other', { 'other:over': '2026-11-20', 'other:far': '2027-06-01' }),
  ];
  expect(endingOf(groups, used('later', 'soon', 'never', 'over', 'far'), NOW)).toEqual([
    { model: 'over', day: '2026-11-20', days: -8, count: 4 },
    { model: 'soon', day: '2026-11-29', days: 1, count: 2 },
    { model: 'later', day: '2027-02-01', days: 65, count: 1 },
  ]);
});

it('a model of two providers ends where it ends first, and three are named at most', () => {
  const groups = [
    group('a', { x: '2027-01-14', 'a:y': '2026-12-05', 'b:z': '2026-12-06' }),
    group('b', { 'b:x': '2026-12-01', 'b:z': '2026-12-07', 'b:w': '2026-12-08' }),
  ];
  const found = endingOf(groups, used('x', 'y', 'z', 'w', 'b:z'), NOW);
  expect(found.map(({ model, day }) => [model, day])).toEqual([
    ['x', '2026-12-01'],
    ['y', '2026-12-05'],
    ['b:z', '2026-12-06'],
  ]);
});
