import { splitKey } from '@/components/chart/split';
import { type Filter, isOfTime } from '#contract/filter';
import { completionSearchText, EVERYTHING, parseCompletionSearch } from '@/lib/completion-search';

export const RANGES = ['24h', '7d', '28d', '90d', 'all'] as const;
export type Range = (typeof RANGES)[number];
const USUAL: Range = '28d';

/** What the page shows, as its address says it: the filters as of the table, the range and what it is split by. */
export type InsightsSearch = {
  filters: Filter[];
  /** Null where filters of time decide. */
  range: Range | null;
  split: string;
};

export function parseInsightsSearch(params: URLSearchParams): InsightsSearch {
  const { filters } = parseCompletionSearch(params);
  const range = RANGES.find((name) => name === params.get('range')) ?? USUAL;
  const by = params.get('by') ?? '';
  return {
    filters,
    range: filters.some(isOfTime) ? null : range,
    split: splitKey(by) === null ? 'model' : by,
  };
}

export function insightsSearchText({ filters, range, split }: InsightsSearch): string {
  const text = completionSearchText({ ...EVERYTHING, filters });
  const more = new URLSearchParams();
  if (range !== null && range !== USUAL) more.set('range', range);
  if (split !== 'model') more.set('by', split);
  return [text, more.toString()].filter((part) => part !== '').join('&');
}

/** All conditions of a search, the range among them. */
export function filtersOf({ filters, range }: InsightsSearch): Filter[] {
  return range === null || range === 'all'
    ? filters
    : [...filters, { field: 'created_after', value: range }];
}

/** Another range takes the place of filters of time. */
export function withRange(search: InsightsSearch, range: Range): InsightsSearch {
  return { ...search, range, filters: search.filters.filter((filter) => !isOfTime(filter)) };
}

/** Seconds of a bar; undefined where the server chooses by what it finds. */
export function bucketOf({ range }: InsightsSearch): number | undefined {
  return range === null || range === 'all' ? undefined : BUCKETS[range];
}

const [HOUR, DAY] = [3_600, 86_400];
const BUCKETS = { '24h': HOUR, '7d': 6 * HOUR, '28d': DAY, '90d': DAY };
