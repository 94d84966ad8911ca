import { expect, it } from 'vitest';
import type { Facets } from '#contract/wire/table';
import { paletteItems } from './palette-items';

const facets: Facets = {
  models: [
    { value: 'gpt-5.2', count: 30 },
    { value: 'claude-haiku', count: 4 },
  ],
  providers: [],
  states: [],
  finish_reasons: [],
  metadata: [
    { key: 'env', count: 9, distinct: 2, values: [{ value: 'a&b=c', count: 7 }] },
    { key: 'data', count: 1, distinct: 1, values: [{ value: 'x', count: 1 }] },
  ],
  relation: 'exact',
};
const labels = (text: string) => paletteItems(text, facets).map(({ label }) => label);

it('shows the places before anything is typed', () => {
  expect(labels('').slice(0, 3)).toEqual(['Playground', 'Compare models', 'Completions']);
});

it('finds places by any of their words, in any order and case', () => {
  expect(labels('RULES ret')).toEqual(['Search texts for “RULES ret”', 'Retention rules']);
  expect(labels('restore')).toContain('Trash');
});

it('offers what is typed as a text, and as an id where it can be one', () => {
  expect(labels('refund')[0]).toBe('Search texts for “refund”');
  const [open] = paletteItems('chatcmpl-abc/d', facets);
  expect(open).toMatchObject({ to: '/completions/chatcmpl-abc%2Fd' });
});

it('links models and pairs to the table that counts them', () => {
  expect(paletteItems('@gpt', facets)).toMatchObject([
    { label: 'gpt-5.2', hint: 'model, 30', to: '/completions?model=gpt-5.2' },
  ]);
  expect(paletteItems('# env', facets)).toMatchObject([
    { label: 'env = a&b=c', to: '/completions?metadata[env]=a%26b%3Dc' },
  ]);
});

it('narrows by the first character', () => {
  expect(labels('>data')).not.toContain('data = x');
  expect(labels('#data')).toEqual(['data = x']);
  expect(labels('>nothing of the kind')).toEqual([]);
});

it('knows the places where the server counts nothing', () => {
  expect(paletteItems('mirror', null).map(({ label }) => label)).toContain('Mirror');
});
