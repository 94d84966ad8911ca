import { type Filter, filterName, isOfTime, MOST_CONDITIONS } from '#contract/filter';
import type { InsightLine, Insights } from '#contract/wire/table';
import { lineFilter, splitKey } from '@/components/chart/split';
import { completionSearchText, EVERYTHING } from '@/lib/completion-search';
import { paths } from '@/paths';

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
    const own = added.filter(
      (filter, at) => !added.slice(0, at).some((one) => isSame(one, filter)),
    );
    return paths.completions(
      completionSearchText({
        ...EVERYTHING,
        filters: [
          ...kept,
          ...own,
          { field: 'created_after', value: String(begin) },
          { field: 'created_before', value: String(end) },
        ],
        ...(bySlowness && { sort: 'latency' as const }),
      }),
    );
  };
}

/** Conditions of which any is enough: those of a mark say more than those of the page. */
const ANY = new Set(['model', 'provider', 'state', 'finish_reason', 'reason', 'metadata_any']);

function isWithin(mark: Filter, filter: Filter): boolean {
  if (isSame(mark, filter)) return true;
  return filterName(mark) === filterName(filter) && ANY.has(filter.field);
}

function isSame(one: Filter, other: Filter): boolean {
  return filterName(one) === filterName(other) && one.value === other.value;
}

/**
 * The conditions for lines that are drawn as one; null where no filter says just that: names that nobody knows, or
 * what lacks a key together with what has it.
 */
export function filtersFor(split: string, lines: readonly InsightLine[]): Filter[] | null {
  const each = lines.map((line) => lineFilter(split, line));
  const filters = each.filter((filter) => filter !== null);
  const isKnown = filters.length > 0 && filters.length === each.length;
  if (!isKnown || filters.length > MOST_CONDITIONS) return null;
  const key = splitKey(split);
  if (key === null || filters.length === 1) return filters;
  if (lines.some(({ absent }) => absent)) return null;
  return lines.map(({ name }) => ({ field: 'metadata_any', key, value: name }));
}
