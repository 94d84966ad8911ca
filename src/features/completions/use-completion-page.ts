import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { type CompletionSearch, listingOf } from '@/lib/completion-search';
import { completionQueries } from '@/queries/completion-queries';

const REFRESH_MS = 10_000;

/** The page of the table that a search names, and until it is there the one before. */
export function useCompletionPage(connection: Connection, search: CompletionSearch) {
  const isFirstPage = search.after === undefined && search.before === undefined;
  const list = useQuery({
    ...completionQueries(connection).list(listingOf(search)),
    // New rows come in by themselves where asking costs nothing and no row moves under the reader's eyes.
    refetchInterval: isFirstPage && connection.id === LOCAL_CONNECTION.id ? REFRESH_MS : false,
  });

  // A page that cannot be loaded leaves the one before in view.
  const place = `${connection.id} ${connection.baseUrl}`;
  const [shown, setShown] = useState<{ place: string; page: CompletionPage } | null>(null);
  if (list.data && shown?.page !== list.data) setShown({ place, page: list.data });
  const page = list.data ?? (shown?.place === place ? shown.page : null);
  return {
    list,
    isFirstPage,
    page,
    rows: page?.rows ?? [],
    /** Another page is to be here instead, and is on its way. */
    isComing: !list.isError && (list.isPlaceholderData || list.data === undefined),
  };
}

/**
 * Asks for the page that a search names, ahead of its being shown: what shows it only asks once it has been painted.
 * `isSure`: it will be shown, not only perhaps.
 */
export function usePrepare(connection: Connection) {
  const cache = useQueryClient();
  return (search: CompletionSearch, isSure: boolean) => {
    if (isSure || connection.id === LOCAL_CONNECTION.id)
      void cache.prefetchQuery(completionQueries(connection).list(listingOf(search)));
  };
}
