// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import type { Facets } from '#contract/wire/table';
import { EVERYTHING } from '@/lib/completion-search';
import { paletteItems, type Sources } from './palette-items';

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
const nothing: Sources = { facets: null, views: [], found: [], table: null };
const items = (text: string, more: Partial<Sources> = {}) =>
  paletteItems(text, { ...nothing, facets, ...more });
const labels = (text: string, more?: Partial<Sources>) =>
  items(text, more).map(({ label }) => label);

afterEach(() => document.body.replaceChildren());

it('shows the places before anything is typed', () => {
  expect(labels('').slice(0, 3)).toEqual(['Playground', 'Compare models', 'Completions']);
});

it('finds places by any of their words, in any order and case', () => {
  expect(labels('RULES ret')).toEqual(['Texts contain “RULES ret”', 'Retention rules']);
  expect(labels('restore')).toContain('Trash');
});

it('opens a place by the first letters of its name before it searches texts for them', () => {
  expect(items('trash').slice(0, 2)).toMatchObject([
    { label: 'Trash', to: '/data/trash' },
    { label: 'Texts contain “trash”' },
  ]);
  expect(labels('ReTe')[0]).toBe('Retention rules');
  expect(labels('trash').filter((label) => label === 'Trash')).toHaveLength(1);
  // Too short for a name, or in the middle of one.
  for (const text of ['tr', 'rash', 'rules']) expect(labels(text)[0]).toContain('Texts contain');
  expect(items('data')[0]).toMatchObject({ label: 'Data', to: '/data' });
});

it('offers what is typed as a text, and as an id where it can be one', () => {
  expect(labels('refund')[0]).toBe('Texts contain “refund”');
  const [open] = items('chatcmpl-abc/d');
  expect(open).toMatchObject({ to: '/completions/chatcmpl-abc%2Fd' });
});

it('links models and pairs to the table that counts them', () => {
  expect(items('@gpt')).toMatchObject([
    { label: 'gpt-5.2', hint: 'model, 30', to: '/completions?model=gpt-5.2' },
  ]);
  expect(items('# env')).toMatchObject([
    { label: 'env = a&b=c', to: '/completions?metadata[env]=a%26b%3Dc' },
  ]);
});

it('narrows by the first character', () => {
  expect(labels('>data')).not.toContain('data = x');
  expect(labels('#data')).toEqual(['data = x']);
  expect(labels('>nothing of the kind')).toEqual([]);
});

it('knows the places where the server counts nothing', () => {
  expect(labels('mirror', { facets: null })).toContain('Mirror');
});

it('adds a filter to the table that is the page, in place of what it excludes', () => {
  const table = {
    ...EVERYTHING,
    after: 'cursor',
    filters: [
      { field: 'metadata', key: 'env', value: 'staging' },
      { field: 'q', value: 'refund' },
    ] as const,
  };
  expect(items('#env', { table: { ...table, filters: [...table.filters] } })).toMatchObject([
    {
      group: 'Filter this table',
      label: 'env = a&b=c',
      to: '/completions?q=refund&metadata[env]=a%26b%3Dc',
    },
  ]);
});

it('finds views by their names, and completions with the list that they were found in', () => {
  const views = [{ name: 'Cut off this week', query: 'finish_reason=length', columns: [] }];
  expect(items('week', { views })).toMatchObject([
    { group: 'Find' },
    { group: 'Views', label: 'Cut off this week', to: '/completions?finish_reason=length' },
  ]);
  const row = { id: 'c1', created: 1_700_000_000, input_preview: 'Where is my refund?' };
  const found = [row] as unknown as Sources['found'];
  expect(items('refund', { found })).toContainEqual(
    expect.objectContaining({ label: 'Where is my refund?', to: '/completions/c1?in=q%3Drefund' }),
  );
});

it('offers what the page can do by the names of its own controls, but not those of each row', () => {
  document.body.innerHTML = `<main>
    <button aria-keyshortcuts="Control+Shift+O Meta+Shift+O">New <kbd>O</kbd></button>
    <button aria-label="Export all"></button> <button disabled>Save</button>
    <div role="radiogroup" aria-label="View"><label><input type="radio">Text</label></div>
    <table><tbody><tr><td><button>Peek</button></td></tr></tbody></table>
    <article><a href="/elsewhere">a link of an answer</a></article>
    <a href="https://example.com">outside</a>
  </main>`;
  const own = items('>').filter(({ group }) => group === 'On this page');
  expect(own.map(({ label, keys }) => [label, keys])).toEqual([
    ['New', 'Mod+Shift+O'],
    ['Export all', null],
    ['View: Text', null],
  ]);
});
