import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import { isOfServer, isUnreached, useServerHealth } from '@/queries/server-health';
import { serverQueries } from '@/queries/server-queries';
import { sessionRefused } from '@/queries/session-end';

const SERVER = { queryKey: serverQueries.info().queryKey };

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
        const again = client.getQueryCache().findAll({
          predicate: (each) =>
            isUnreached(each.state.error)
              ? !askedAnew.has(each)
              : each.queryKey[0] === 'completions',
        });
        for (const each of again) askedAnew.add(each);
        void client.invalidateQueries({ predicate: (each) => again.includes(each) });
      },
      onError: (error, query) => {
        const { queryKey } = query;
        if (isOfServer(queryKey) && isUnreached(error)) {
          if (queryKey[0] === 'server') askedAnew = new WeakSet();
          notReached(client, !askedAnew.has(query));
        }
        if (!needsLogIn(error)) return;
        refuse();
        // The session has ended: the shell, which follows this query, shows the log in.
        if (queryKey[0] !== 'server') void client.invalidateQueries(SERVER);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error) => needsLogIn(error) && refuse(),
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
  /** Before the first log in nothing has ended. */
  function refuse() {
    if (client.getQueryData(SERVER.queryKey) !== undefined) sessionRefused();
  }
  return client;
}

function needsLogIn(error: unknown): boolean {
  return error instanceof ApiError && error.needsLogIn;
}

/** From here on the server is asked again and again whether it is back, see {@link serverQueries}. */
function notReached(client: QueryClient, isNews: boolean): void {
  if (useServerHealth.getState().downSince !== null) return;
  if (isNews) useServerHealth.setState({ downSince: Date.now() / 1000 });
  void client.invalidateQueries(SERVER);
}
