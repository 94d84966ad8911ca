import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import { serverQueries } from '@/queries/server-queries';

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        // The session has ended: the shell, which follows this query, shows the log in.
        const server = serverQueries.info().queryKey;
        if (!(error instanceof ApiError && error.needsLogIn) || queryKey[0] === server[0]) return;
        void client.invalidateQueries({ queryKey: server });
      },
    }),
    defaultOptions: {
      queries: {
        // The api layer sends again what is worth it; a second policy on top would multiply the waits.
        retry: false,
        staleTime: 10_000,
        // "Offline" says nothing about a server on this machine.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}
