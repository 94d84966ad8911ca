import type { InsightLine, Insights } from '@/api/retrieve-insights';
import { type Filter, MOST_CONDITIONS } from '#contract/filter';
import { completionSearchText, EVERYTHING } from '@/lib/completion-search';
import { paths } from '@/paths';
import { isOfTime } from './insights-search';

/** What a link narrows the table to, beside the filters of the page. */
type Part = {
  /** Begin of a bucket, in Unix seconds; without it the whole range. */
  t?: number | undefined;
  filters?: readonly Filter[];
  /** The slowest first. */
  bySlowness?: boolean;
};

/** Links to the table that show exactly the completions of a mark: its time is fixed, whatever comes later. */
export function marksOf({ bucket, from, to }: Insights, filters: readonly Filter[]) {
  const others = filters.filter((filter) => !isOfTime(filter));
  return ({ t, filters: added = [], bySlowness = false }: Part): string => {
    const begin = t === undefined ? from : Math.max(t, from);
    const end = t === undefined ? to : Math.min(t + bucket, to);
    const kept = others.filter((filter) => !added.some((other) => isWithin(other, filter)));
    return paths.completions(
      completionSearchText({
        ...EVERYTHING,
        filters: [
          ...kept,
          ...added,
          { field: 'created_after', value: String(begin) },
          { field: 'created_before', value: String(end) },
        ],
        ...(bySlowness && { sort: 'latency' as const }),
      }),
    );
  };
}

/** Conditions of which any is enough: one of a mark says more than those of the page. */
const ANY = new Set(['model', 'provider', 'state', 'finish_reason', 'reason']);

function isWithin(mark: Filter, filter: Filter): boolean {
  return mark.field === filter.field && ANY.has(filter.field);
}

/**
 * The conditions for lines that are drawn as one; null where no filter says just that: names that nobody knows, or
 * what lacks a key together with what has it.
 */
export function filtersFor(split: string, lines: readonly InsightLine[]): Filter[] | null {
  const key = /^metadata\[(.+)\]$/s.exec(split)?.[1];
  const [only] = lines;
  if (lines.length === 0 || lines.length > MOST_CONDITIONS || lines.some(({ rest }) => rest))
    return null;
  if (key === undefined) {
    if (lines.some(({ name }) => name === '')) return null;
    return lines.map(({ name }) => ({ field: 'model', value: name }));
  }
  if (lines.some(({ absent }) => absent))
    return lines.length === 1 ? [{ field: 'metadata_missing', value: key }] : null;
  return lines.length === 1 && only
    ? [{ field: 'metadata', key, value: only.name }]
    : lines.map(({ name }) => ({ field: 'metadata_any', key, value: name }));
}
