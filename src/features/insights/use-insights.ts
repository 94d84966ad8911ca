import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { retrieveInsights } from '@/api/retrieve-insights';
import { useVerdict } from '@/components/questions/review-store';
import { completionQueries } from '@/queries/completion-queries';
import { useCapability } from '@/queries/capabilities';
import { filterPairs } from '#contract/filter';
import { bucketOf, filtersOf, type InsightsSearch } from './insights-search';

/** What the search adds up to; the figures before stay while others are counted. */
export function useInsights(connection: Connection, search: InsightsSearch) {
  const { key: verdict } = useVerdict();
  const { split } = search;
  const filters = filtersOf(search);
  const bucket = bucketOf(search);
  return useQuery({
    // Among the counts of the table: what changes them changes these.
    queryKey: [...completionQueries(connection).counts(), 'insights', filters, split, verdict],
    queryFn: ({ signal }) =>
      retrieveInsights(filterPairs(filters), { split, verdict, bucket }, { signal }),
    enabled: useCapability(connection, 'table.insights'),
    placeholderData: keepPreviousData,
  });
}
