import { queryOptions } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { retrieveSeries, type SeriesForm } from '@/api/retrieve-series';
import { type Filter, filterPairs, isOfTime } from '#contract/filter';
import type { Series } from '#contract/wire/table';
import { completionQueries } from '@/queries/completion-queries';

/** How many there were when. For servers with `table.series`. */
export function seriesQuery(connection: Connection, filters: readonly Filter[], form: SeriesForm) {
  return queryOptions({
    // Among the counts of the table: what changes them changes these.
    queryKey: [...completionQueries(connection).counts(), 'series', filters, form],
    queryFn: ({ signal }) => retrieveSeries(filterPairs(filters), form, { signal }),
  });
}

/** The part of time that is drawn, in Unix seconds; an end that is left out is that of the data. */
export type Frame = { from?: number | undefined; to?: number | undefined };

/** `all` that is drawn; `within`: of it, what the filter's range of time lets through. */
export type FramedSeries = { all: Series; within: Series; asOf: number };

/** How many there were when, with those around the range of time that the filter asks for, in the same buckets. */
export function framedSeriesQuery(
  connection: Connection,
  filters: readonly Filter[],
  frame: Frame,
  split: string,
) {
  return queryOptions({
    queryKey: [...completionQueries(connection).counts(), 'framed series', filters, frame, split],
    queryFn: async ({ signal }): Promise<FramedSeries> => {
      const asOf = Date.now();
      const ends = [
        { field: 'created_after' as const, at: frame.from },
        { field: 'created_before' as const, at: frame.to },
      ].flatMap(({ field, at }) => (at === undefined ? [] : [{ field, value: String(at) }]));
      const around = [...filters.filter((filter) => !isOfTime(filter)), ...ends];
      const all = await retrieveSeries(filterPairs(around, asOf), { split }, { signal });
      if (!filters.some(isOfTime)) return { all, within: all, asOf };
      const form = { split, bucket: all.bucket };
      return {
        all,
        within: await retrieveSeries(filterPairs(filters, asOf), form, { signal }),
        asOf,
      };
    },
  });
}
