import { queryOptions } from '@tanstack/react-query';
import { clientFor, type Connection } from '@/api/connection';
import { listModelGroups } from '@/api/list-model-groups';
import { listModels } from '@/api/list-models';

export function modelQueries(connection: Connection) {
  return {
    list: () =>
      queryOptions({
        queryKey: ['models', connection.id, connection.baseUrl],
        queryFn: async ({ signal }) => (await listModels(clientFor(connection), { signal })).data,
        staleTime: 60_000,
      }),
    /** With what they can do and what they cost; for servers with `models`. */
    groups: () =>
      queryOptions({
        queryKey: ['models', connection.id, 'groups'],
        queryFn: ({ signal }) => listModelGroups({ signal }),
        staleTime: 60_000,
      }),
  };
}
