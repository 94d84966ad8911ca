import { queryOptions } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { listTable } from '@/api/list-table';
import type { Filter } from '#contract/filter';
import { type CompletionListing, EVERYTHING } from '@/lib/completion-search';
import { tableParams } from '@/lib/listing-params';
import { completionQueries } from '@/queries/completion-queries';

/** How many match, which is a hint beside a name: a minute old is young enough. For servers with `table.query`. */
export function countQuery(connection: Connection, filters: readonly Filter[]) {
  return queryOptions({
    // Among the counts of the table: what changes them changes these.
    queryKey: [...completionQueries(connection).counts(), 'total', filters],
    queryFn: async ({ signal }) => {
      const listing: CompletionListing = { ...EVERYTHING, filters: [...filters], limit: 1 };
      return (await listTable(tableParams(listing), { signal })).total;
    },
    staleTime: 60_000,
  });
}
