import { queryOptions } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { retrieveSeries, type SeriesForm } from '@/api/retrieve-series';
import { type Filter, filterPairs } from '#contract/filter';
import { completionQueries } from '@/queries/completion-queries';

/** How many there were when. For servers with `table.series`. */
export function seriesQuery(connection: Connection, filters: readonly Filter[], form: SeriesForm) {
  return queryOptions({
    // Among the counts of the table: what changes them changes these.
    queryKey: [...completionQueries(connection).counts(), 'series', filters, form],
    queryFn: ({ signal }) => retrieveSeries(filterPairs(filters), form, { signal }),
  });
}
