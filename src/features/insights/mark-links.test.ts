import { expect, it } from 'vitest';
import type { Figures, InsightLine, Insights } from '#contract/wire/table';
import { lineName } from '@/components/chart/split';
import { failedOf } from './grouped';
import { insightsSearchText, parseInsightsSearch, withRange } from './insights-search';
import { filtersFor, marksOf } from './mark-links';

const insights = { bucket: 100, from: 1_050, to: 1_290 } as Insights;
const line = (name: string, more: Partial<InsightLine> = {}) => ({ name, ...more }) as InsightLine;

it('a mark names its time in full, within the range that was counted', () => {
  const to = marksOf(insights, [{ field: 'created_after', value: '28d' }]);
  expect(to({})).toBe('/completions?created_after=1050&created_before=1290');
  expect(to({ t: 1_000 })).toBe('/completions?created_after=1050&created_before=1100');
  expect(to({ t: 1_200 })).toBe('/completions?created_after=1200&created_before=1290');
  expect(to({ t: 1_100, bySlowness: true })).toContain('sort=latency');
});

it('a mark keeps the filters of the page, and takes the place of those that it narrows', () => {
  const page = [
    { field: 'model' as const, value: 'a' },
    { field: 'model' as const, value: 'b' },
    { field: 'metadata_missing' as const, value: 'x' },
    { field: 'metadata' as const, key: 'env', value: 'prod' },
  ];
  const to = marksOf(insights, page);
  expect(to({ filters: [{ field: 'model', value: 'b' }] })).toBe(
    '/completions?metadata_missing=x&metadata[env]=prod&model=b&created_after=1050&created_before=1290',
  );
  expect(to({ filters: [{ field: 'metadata_missing', value: 'y' }] })).toContain(
    'metadata_missing=x&metadata[env]=prod&metadata_missing=y',
  );
});

it('a mark says no condition twice, and widens none of the page', () => {
  const env = { field: 'metadata' as const, key: 'env', value: 'prod' };
  const any = (value: string) => ({ field: 'metadata_any' as const, key: 'team', value });
  const lacks = { field: 'metadata_missing' as const, value: 'review' };
  const to = marksOf(insights, [env, lacks, any('a'), any('b'), any('c')]);
  const time = 'created_after=1050&created_before=1290';
  const whole = 'metadata_any[team]=a&metadata_any[team]=b&metadata_any[team]=c';
  expect(to({ filters: [env] })).toBe(
    `/completions?metadata_missing=review&${whole}&metadata[env]=prod&${time}`,
  );
  expect(to({ filters: [lacks] })).toBe(
    `/completions?metadata[env]=prod&${whole}&metadata_missing=review&${time}`,
  );
  expect(to({ filters: [any('b'), any('c')] })).toBe(
    `/completions?metadata[env]=prod&metadata_missing=review&metadata_any[team]=b&metadata_any[team]=c&${time}`,
  );
  // A row of a verdict, of which those that were judged so are counted.
  const good = { field: 'metadata' as const, key: 'review', value: 'good' };
  expect(marksOf(insights, [])({ filters: [good, { ...good }] })).toBe(
    `/completions?metadata[review]=good&${time}`,
  );
});

it('lines that are drawn as one have the conditions of all, or none where no filter says that', () => {
  expect(filtersFor('model', [line('a'), line('b')])).toEqual([
    { field: 'model', value: 'a' },
    { field: 'model', value: 'b' },
  ]);
  const split = 'metadata[a]b]';
  expect(filtersFor(split, [line('x')])).toEqual([{ field: 'metadata', key: 'a]b', value: 'x' }]);
  expect(filtersFor(split, [line('x'), line('y')])).toEqual([
    { field: 'metadata_any', key: 'a]b', value: 'x' },
    { field: 'metadata_any', key: 'a]b', value: 'y' },
  ]);
  expect(filtersFor(split, [line('(none)', { absent: true })])).toEqual([
    { field: 'metadata_missing', value: 'a]b' },
  ]);
  expect(filtersFor(split, [line('(none)', { absent: true }), line('x')])).toBeNull();
  expect(filtersFor('model', [line('a'), line('other', { rest: true })])).toBeNull();
  expect(filtersFor('model', [line('')])).toBeNull();
  expect(filtersFor('model', [])).toBeNull();
});

it.each([
  [line(''), '(empty)'],
  [line(' \t '), '(spaces)'],
  [line(' a'), ' a'],
  [line('(none)', { absent: true }), 'no value'],
  [line('other', { rest: true }), 'all others'],
])('every name can be seen: %j', (named, shown) => {
  expect(lineName(named)).toBe(shown);
});

it.each([
  ['', ''],
  ['range=7d&by=metadata[feature]', 'range=7d&by=metadata%5Bfeature%5D'],
  ['range=bogus&by=bogus&model=a', 'model=a'],
  ['created_after=7d&range=90d', 'created_after=7d'],
])('reads and writes its address: %j', (query, written) => {
  const search = parseInsightsSearch(new URLSearchParams(query));
  expect(insightsSearchText(search)).toBe(written);
  expect(parseInsightsSearch(new URLSearchParams(insightsSearchText(search)))).toEqual(search);
});

it('another range takes the place of filters of time', () => {
  const search = parseInsightsSearch(new URLSearchParams('created_before=100&model=a'));
  expect(search.range).toBeNull();
  expect(insightsSearchText(withRange(search, '24h'))).toBe('model=a&range=24h');
});

it('what failed leads to just that, or nowhere where no conditions say it', () => {
  const failed = (reasons: string[], endings: string[]) => {
    const count = (value: string) => ({ value, count: 2 });
    const figures = { failures: reasons.map(count), endings: ['stop', ...endings].map(count) };
    return failedOf(figures as Figures);
  };
  const complete = { field: 'state', value: 'complete' };
  expect(failed([], [])).toEqual({ count: 0, filters: null });
  expect(failed(['user_stop', 'upstream_error'], [])).toEqual({
    count: 4,
    filters: [
      { field: 'reason', value: 'user_stop' },
      { field: 'reason', value: 'upstream_error' },
    ],
  });
  expect(failed([], ['length', 'content_filter'])).toEqual({
    count: 4,
    filters: [
      complete,
      { field: 'finish_reason', value: 'length' },
      { field: 'finish_reason', value: 'content_filter' },
    ],
  });
  expect(failed(['user_stop'], ['length'])).toEqual({ count: 4, filters: null });
  expect(failed(['user_stop'], ['tool_calls'])).toMatchObject({ count: 2 });
});
