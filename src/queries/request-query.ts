import { queryOptions } from '@tanstack/react-query';
import { type Connection, COMPLETION_CLIENT } from '@/api/connection';
import { retrieveRequest } from '@/api/retrieve-request';
import { askCapability } from '@/queries/capabilities';
import { completionQueries } from '@/queries/completion-queries';

/** JSON text of the request as it was sent, where the server has kept it; null elsewhere. It never changes. */
export function requestQuery(connection: Connection, id: string) {
  return queryOptions({
    queryKey: [...completionQueries(connection).all(), 'request', id],
    queryFn: async ({ signal, client: cache }) =>
      (await askCapability(connection, cache, 'completions.request'))
        ? retrieveRequest(COMPLETION_CLIENT, id, { signal })
        : null,
    staleTime: Infinity,
  });
}
