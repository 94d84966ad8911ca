import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  excludes,
  FILTER_FIELDS,
  type Filter,
  filterName,
  filterPairs,
  MOST_CONDITIONS,
  readFilters,
} from './filter';
import { problemText } from './filter-problem';

const text = fc.string({ unit: 'binary' });
const value = fc.oneof(
  text,
  fc.constantFrom('', ' ', 'true', 'complete', '7d', '12', '1.5', '1e3', '-1', '\0', '\uD800'),
);
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...Object.keys(FILTER_FIELDS)) },
  { weight: 3, arbitrary: text.map((key) => `metadata[${key}]`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('metadata_any', 'metadata_not', 'metadata_exists', 'modell'), text)
      .map(([field, key]) => `${field}[${key}]`),
  },
  text,
);
const query = fc.array(fc.tuple(name, value), { maxLength: 12 });

const written = (filters: readonly Filter[]) =>
  filters.map((filter): [string, string] => [filterName(filter), filter.value]);

describe('the filter of a query', () => {
  it('loses nothing: every parameter is a condition or comes back with its problem', () => {
    fc.assert(
      fc.property(query, (pairs) => {
        const { filters, unread } = readFilters(pairs);
        const back = [...written(filters), ...unread.map(({ name, value }) => [name, value])];
        expect(back.map(String).toSorted()).toEqual(pairs.map(String).toSorted());
        for (const each of unread) expect(problemText(each).length).toBeGreaterThan(20);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('is read the same when what was read is written again, without anything left over', () => {
    fc.assert(
      fc.property(query, (pairs) => {
        const { filters } = readFilters(pairs);
        expect(readFilters(written(filters))).toEqual({ filters, unread: [] });
        const link = String(new URLSearchParams(written(filters)));
        expect(readFilters(new URLSearchParams(link))).toEqual({ filters, unread: [] });
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('is not less strict in another order, but for what is given too often', () => {
    fc.assert(
      fc.property(query, (pairs) => {
        const wrong = (of: readonly [string, string][]) =>
          readFilters(of)
            .unread.filter(({ problem }) => problem === 'name' || problem === 'value')
            .map(({ name, value }) => `${name}=${value}`)
            .toSorted();
        expect(wrong(pairs.toReversed())).toEqual(wrong(pairs));
      }),
      { seed: 5 },
    );
  });

  it.each([
    ['modell=x', 'name'],
    ['Model=x', 'name'],
    ['model =x', 'name'],
    ['models=x', 'name'],
    ['=x', 'name'],
    ['metadata=env', 'name'],
    ['metadata[]=x', 'name'],
    ['metadata[env=x', 'name'],
    ['metadata[env]x=1', 'name'],
    ['metadata_exists[env]=x', 'name'],
    ['metadata_any=x', 'name'],
    ['toString=x', 'name'],
    ['__proto__=x', 'name'],
    ['limit=10', 'name'],
    ['model=', 'value'],
    ['metadata_exists=', 'value'],
    ['q=+', 'value'],
    ['state=Complete', 'value'],
    ['tokens_min=many', 'value'],
    ['tokens_min=-1', 'value'],
    ['cost_max=1e3', 'value'],
    ['created_after=yesterday', 'value'],
    ['created_after=1.5', 'value'],
    ['tool_calls=1', 'value'],
    ['metadata[a]=%00', 'value'],
    [`q=${'x'.repeat(1_001)}`, 'value'],
    ['q=a&q=b', 'repeated'],
    ['tokens_min=1&tokens_min=1', 'repeated'],
    ['model=a&model=a', 'same'],
    [
      Array.from({ length: MOST_CONDITIONS + 1 }, (_, i) => `metadata_any[k]=${i}`).join('&'),
      'many',
    ],
  ])('says what is wrong with %s', (text, problem) => {
    const { unread } = readFilters(new URLSearchParams(text));
    expect(unread.map((each) => each.problem)).toEqual([problem]);
  });

  it('takes an empty value of a pair, and a key with brackets', () => {
    const { filters, unread } = readFilters(
      new URLSearchParams('metadata[a]=&metadata_any[b[0]]=x&metadata_any[b[0]]=y'),
    );
    expect(unread).toEqual([]);
    expect(filters).toEqual([
      { field: 'metadata', key: 'a', value: '' },
      { field: 'metadata_any', key: 'b[0]', value: 'x' },
      { field: 'metadata_any', key: 'b[0]', value: 'y' },
    ]);
  });

  it('gives the API times where the link has ages', () => {
    const { filters } = readFilters(new URLSearchParams('created_after=7d&created_before=5'));
    expect(filterPairs(filters, 1_700_000_000_500)).toEqual([
      ['created_after', String(1_700_000_000 - 604_800)],
      ['created_before', '5'],
    ]);
  });

  it('puts a chosen value in place of another, but where any of several is meant', () => {
    const pair = (field: Filter['field'], value: string): Filter => ({ field, key: 'k', value });
    expect(excludes(pair('metadata', 'a'), pair('metadata', 'b'))).toBe(true);
    expect(excludes(pair('metadata_any', 'a'), pair('metadata_any', 'b'))).toBe(false);
    expect(excludes(pair('metadata_any', 'a'), pair('metadata_any', 'a'))).toBe(true);
    expect(excludes(pair('metadata', 'a'), pair('metadata_any', 'a'))).toBe(false);
  });
});
