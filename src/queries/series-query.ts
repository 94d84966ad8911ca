import { queryOptions } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { retrieveSeries } from '@/api/retrieve-series';
import { type Filter, filterPairs } from '#contract/filter';
import { completionQueries } from '@/queries/completion-queries';

/** How many there were when, split by model or a metadata key. For servers with `table.series`. */
export function seriesQuery(connection: Connection, filters: Filter[], split: string) {
  return queryOptions({
    // Among the counts of the table: what changes them changes these.
    queryKey: [...completionQueries(connection).counts(), 'series', filters, split],
    queryFn: ({ signal }) => retrieveSeries(filterPairs(filters), split, { signal }),
  });
}
