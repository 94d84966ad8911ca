import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  excludes,
  type Filter,
  FILTER_FIELDS,
  filterPairs,
  readFilter,
  SORTS,
} from '#contract/filter';
import {
  type CompletionSearch,
  completionSearchText,
  parseCompletionSearch,
} from '@/lib/completion-search';

const parse = (text: string) => parseCompletionSearch(new URLSearchParams(text));

const text = fc.string({ unit: 'grapheme', minLength: 1 });
const wellFormed = fc
  .string({ unit: 'binary' })
  .map((raw) => raw.replaceAll(/[\p{Surrogate}\0]/gu, ''));
const someText = wellFormed.filter((value) => value.trim() !== '');
const amount = fc.nat().map(String);
const time = fc.oneof(amount, fc.constantFrom('36h', '7d', '4w'));
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    field: fc.constantFrom('metadata', 'metadata_any', 'metadata_not'),
    key: someText,
    value: wellFormed,
  }),
  fc.record({
    field: fc.constantFrom(
      'q' as const,
      'model' as const,
      'provider' as const,
      'finish_reason' as const,
      'metadata_exists' as const,
      'metadata_missing' as const,
    ),
    value: someText,
  }),
  fc.record({
    field: fc.constantFrom(
      'tokens_min' as const,
      'tokens_max' as const,
      'latency_min' as const,
      'latency_max' as const,
      'cost_min' as const,
      'cost_max' as const,
    ),
    value: fc.oneof(amount, fc.constantFrom('0.000000001', '12.5')),
  }),
  fc.record({
    field: fc.constantFrom('created_after' as const, 'created_before' as const),
    value: time,
  }),
  fc.record({ field: fc.constant('tool_calls' as const), value: fc.constantFrom('true', 'false') }),
  fc.record({
    field: fc.constant('state' as const),
    value: fc.constantFrom('running', 'complete', 'incomplete'),
  }),
);
const optional = fc.option(text, { nil: undefined });
const searches: fc.Arbitrary<CompletionSearch> = fc.record({
  filters: fc.uniqueArray(filter, { maxLength: 6, comparator: excludes }),
  sort: fc.constantFrom(...SORTS),
  order: fc.constantFrom('asc', 'desc'),
  limit: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
  after: optional,
  before: optional,
  peek: optional,
  unknown: fc.array(
    fc.tuple(
      text.map((name) => `x-${name}`),
      wellFormed,
    ),
    { maxLength: 2 },
  ),
});

it('reads back exactly what it wrote', () => {
  fc.assert(
    fc.property(searches, (search) => {
      expect(parse(completionSearchText(search))).toEqual(search);
    }),
    { seed: 7 },
  );
});

/** Any names and values, those that mean something among them. */
const anyQuery = fc.array(
  fc.tuple(
    fc.oneof(
      someText,
      fc.constantFrom(...Object.keys(FILTER_FIELDS), 'sort', 'order', 'limit', 'after', 'before'),
      someText.map((key) => `metadata[${key}]`),
    ),
    fc.oneof(wellFormed, amount, time, fc.constantFrom('true', 'complete', 'asc', 'tokens')),
  ),
  { maxLength: 8 },
);

it('loses nothing of any query, and says the same when it is written again', () => {
  const sorted = (pairs: Iterable<[string, string]>) =>
    [...pairs].map((pair) => JSON.stringify(pair)).toSorted();
  fc.assert(
    fc.property(anyQuery, (pairs) => {
      const search = parse(String(new URLSearchParams(pairs)));
      const written = completionSearchText(search);
      expect(parse(written)).toEqual(search);
      expect(sorted(new URLSearchParams(written))).toEqual(sorted(pairs));
    }),
    { seed: 7 },
  );
});

it('reads the query of the API', () => {
  expect(
    parse(
      'model=gpt-5&metadata[env]=prod&metadata%5Ba%5Bb%5D.c%5D=1+2&metadata_not[env]=x&order=asc&limit=50&after=c1',
    ),
  ).toEqual({
    filters: [
      { field: 'model', value: 'gpt-5' },
      { field: 'metadata', key: 'env', value: 'prod' },
      { field: 'metadata', key: 'a[b].c', value: '1 2' },
      { field: 'metadata_not', key: 'env', value: 'x' },
    ],
    sort: 'created',
    order: 'asc',
    limit: 50,
    after: 'c1',
    unknown: [],
  });
});

it('writes a query that people can read', () => {
  const readable = 'model=openai:gpt-5&metadata[env]=a%20b%26c&metadata[user/id]=@me';
  expect(completionSearchText(parse(readable))).toBe(readable);
  expect(completionSearchText(parse('sort=created&order=desc'))).toBe('');
});

it.each([
  'limit=0',
  'limit=1001',
  'limit=abc',
  'limit=1.5',
  'order=DESC',
  'sort=id',
  'model=',
  'q=',
  'metadata_any[]=x',
  'metadata_exists=',
  'foo=1',
  'after=',
  'state=done',
  'tokens_min=-1',
  'cost_max=1e3',
  'created_after=yesterday',
  'tool_calls=maybe',
  'metadata[]=x',
  'toString=x',
])('keeps and reports %s, and shows the rest', (field) => {
  const search = parse(`${field}&metadata[env]=prod`);
  expect(search).toMatchObject({ order: 'desc', sort: 'created' });
  expect(search.filters).toEqual([{ field: 'metadata', key: 'env', value: 'prod' }]);
  expect(search.unknown).toEqual([field.split('=')]);
  expect(completionSearchText(search)).toContain(field);
});

it('reports the second value of a field that has one, and takes all of one that has many', () => {
  const search = parse(
    'metadata[env]=a&metadata[env]=b&model=x&model=y&model=x&q=1&q=2&order=asc&order=desc',
  );
  // A completion has one value of a key: these match none, as they do at OpenAI.
  expect(search.filters.map(({ value }) => value)).toEqual(['a', 'b', 'x', 'y', '1']);
  expect(search.unknown).toEqual([
    ['model', 'x'],
    ['q', '2'],
    ['order', 'desc'],
  ]);
});

it('asks for a relative time as of now', () => {
  const now = 1_700_000_000_500;
  const since = (value: string) => filterPairs([readFilter('created_after', value)!], now)[0]?.[1];
  expect(['36h', '7d', '2w', '1690000000'].map(since)).toEqual([
    String(1_700_000_000 - 129_600),
    String(1_700_000_000 - 604_800),
    String(1_700_000_000 - 1_209_600),
    '1690000000',
  ]);
});
