import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import { isOfServer, isUnreached, useServerHealth } from '@/queries/server-health';
import { serverQueries } from '@/queries/server-queries';
import { sessionRefused } from '@/queries/session-end';

export function createQueryClient(): QueryClient {
  /** Asked anew as the server is there. Where nothing comes again, that is their own failure, and stays. */
  let askedAnew = new WeakSet<object>();
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onSuccess: (_data, query) => {
        askedAnew.delete(query);
        if (query.queryKey[0] !== 'server' || useServerHealth.getState().downSince === null) return;
        useServerHealth.setState({ downSince: null });
        // What was shown meanwhile is old, and what was not answered is asked for again.
        const again = client
          .getQueryCache()
          .findAll()
          .filter((each) =>
            isUnreached(each.state.error)
              ? !askedAnew.has(each)
              : each.queryKey[0] === 'completions',
          );
        for (const each of again) askedAnew.add(each);
        void client.invalidateQueries({ predicate: (each) => again.includes(each) });
      },
      onError: (error, query) => {
        const { queryKey } = query;
        if (isOfServer(queryKey) && isUnreached(error)) {
          if (queryKey[0] === 'server') askedAnew = new WeakSet();
          notReached(client, !askedAnew.has(query));
        }
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
function notReached(client: QueryClient, isNews: boolean): void {
  if (useServerHealth.getState().downSince !== null) return;
  if (isNews) useServerHealth.setState({ downSince: Date.now() / 1000 });
  void client.invalidateQueries({ queryKey: serverQueries.info().queryKey });
}
