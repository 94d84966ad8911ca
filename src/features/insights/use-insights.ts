import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { retrieveInsights } from '@/api/retrieve-insights';
import { useVerdict } from '@/components/questions/review-store';
import { completionQueries } from '@/queries/completion-queries';
import { useCapability } from '@/queries/capabilities';
import { type Filter, filterPairs } from '#contract/filter';
import { beforeOf } from './change';
import { bucketOf, filtersOf, type InsightsSearch } from './insights-search';

/** What the search adds up to; the figures before stay while others are counted. */
export function useInsights(connection: Connection, search: InsightsSearch) {
  return useFigures(connection, search, filtersOf(search));
}

/** What the range before adds up to, once the one that is shown is there; undefined where there is none. */
export function useFiguresBefore(connection: Connection, search: InsightsSearch, isThere: boolean) {
  const before = beforeOf(search.range);
  const filters: Filter[] = [
    ...search.filters,
    { field: 'created_after', value: before?.from ?? '' },
    { field: 'created_before', value: search.range ?? '' },
  ];
  const { data, isPlaceholderData } = useFigures(
    connection,
    search,
    filters,
    before !== null && isThere,
  );
  return before === null || isPlaceholderData ? undefined : data?.total;
}

function useFigures(
  connection: Connection,
  search: InsightsSearch,
  filters: Filter[],
  isAsked = true,
) {
  const { key: verdict } = useVerdict();
  const { split } = search;
  const bucket = bucketOf(search);
  return useQuery({
    // Among the counts of the table: what changes them changes these.
    queryKey: [...completionQueries(connection).counts(), 'insights', filters, split, verdict],
    queryFn: ({ signal }) =>
      retrieveInsights(filterPairs(filters), { split, verdict, bucket }, { signal }),
    enabled: useCapability(connection, 'table.insights') && isAsked,
    placeholderData: keepPreviousData,
  });
}
