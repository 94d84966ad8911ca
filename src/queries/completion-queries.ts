import { queryOptions } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { type CompletionPage, listTable } from '@/api/list-table';
import { retrieveFacets } from '@/api/retrieve-facets';
import { type Filter, filterPairs } from '#contract/filter';
import type { CompletionListing } from '@/lib/completion-search';
import { tableParams } from '@/lib/listing-params';
import { askCapability } from '@/queries/capabilities';
import { completionClient } from '@/queries/completion-client';

const RUNNING_MS = 1_500;

/** The table of this server needs neither. */
const messageReaders = () => import(/* soon with completion, review */ '@/queries/messages-of');
/** Whoever reads one completion has opened it. */
const oneReader = () => import('@/api/retrieve-completion');
/** Only for servers that have OpenAI's API alone. */
const heldLists = () => import('@/queries/source/list-held');

/** What the dashboard reads of a connection's stored completions. No key of the connection is in a query key. */
export function completionQueries(connection: Connection) {
  const key = ['completions', connection.id, connection.baseUrl] as const;

  return {
    all: () => key,
    lists: () => [...key, 'list'] as const,
    list: (listing: CompletionListing) =>
      queryOptions({
        queryKey: [...key, 'list', listing],
        // The name of react-query's own client is taken by the one for the connection.
        queryFn: async ({ signal, client: cache }) =>
          (await askCapability(connection, cache, 'table.query'))
            ? listTable(tableParams(listing), { signal })
            : (await heldLists()).listHeld(connection, listing, { signal }),
        // The page before stays while the next one loads, but never another connection's.
        placeholderData: (page: CompletionPage | undefined, query) =>
          query?.queryKey[1] === key[1] && query.queryKey[2] === key[2] ? page : undefined,
      }),
    counts: () => [...key, 'facets'] as const,
    /** What occurs how often under a filter; null where the server does not count. */
    facets: (filters: Filter[]) =>
      queryOptions({
        queryKey: [...key, 'facets', filters],
        queryFn: async ({ signal, client: cache }) =>
          (await askCapability(connection, cache, 'table.facets'))
            ? retrieveFacets(filterPairs(filters), { signal })
            : null,
      }),
    /** On this server, incomplete and running ones too; those are read again until they end. */
    detail: (id: string) =>
      queryOptions({
        queryKey: [...key, 'detail', id],
        queryFn: async ({ signal, client }) => {
          const { retrieveCompletion } = await oneReader();
          return retrieveCompletion(await completionClient(connection, client), id, { signal });
        },
        refetchInterval: ({ state }) =>
          state.data?.facts?.state === 'running' && state.status !== 'error' ? RUNNING_MS : false,
      }),
    /** All messages of the request; they never change. */
    messages: (id: string) =>
      queryOptions({
        queryKey: [...key, 'messages', id],
        queryFn: async ({ signal, client: cache }) =>
          (await messageReaders()).messagesOf({ connection, cache, id, signal }),
        staleTime: Infinity,
      }),
    /** The message that was answered, for the table; waits for its turn. */
    input: (id: string) =>
      queryOptions({
        queryKey: [...key, 'input', id],
        queryFn: async ({ signal, client: cache }) =>
          (await messageReaders()).inputOf({ connection, cache, id, signal }),
        staleTime: Infinity,
      }),
  };
}
