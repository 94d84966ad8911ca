import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import { isOfServer, isUnreached, useServerHealth } from '@/queries/server-health';
import { serverQueries } from '@/queries/server-queries';
import { sessionRefused } from '@/queries/session-end';

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onSuccess: (_data, { queryKey }) => {
        if (queryKey[0] !== 'server' || useServerHealth.getState().downSince === null) return;
        useServerHealth.setState({ downSince: null });
        // What was shown meanwhile is old, and what was not answered is asked for again.
        void client.invalidateQueries({
          predicate: ({ queryKey: [what], state }) =>
            what === 'completions' || isUnreached(state.error),
        });
      },
      onError: (error, { queryKey }) => {
        if (isOfServer(queryKey) && isUnreached(error)) wentDown(client);
        // The session has ended: the shell, which follows this query, shows the log in.
        const server = serverQueries.info().queryKey;
        if (!(error instanceof ApiError && error.needsLogIn)) return;
        // Before the first log in nothing has ended.
        if (client.getQueryData(server) !== undefined) sessionRefused();
        if (queryKey[0] !== server[0]) void client.invalidateQueries({ queryKey: server });
      },
    }),
    mutationCache: new MutationCache({
      onError: (error) => {
        const hadSession = client.getQueryData(serverQueries.info().queryKey) !== undefined;
        if (error instanceof ApiError && error.needsLogIn && hadSession) sessionRefused();
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

/** From here on the server is asked again and again whether it is back, see {@link serverQueries}. */
function wentDown(client: QueryClient): void {
  if (useServerHealth.getState().downSince !== null) return;
  useServerHealth.setState({ downSince: Date.now() / 1000 });
  void client.invalidateQueries({ queryKey: serverQueries.info().queryKey });
}
