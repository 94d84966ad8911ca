import { queryOptions } from '@tanstack/react-query';
import { clientFor, type Connection } from '@/api/connection';
import { listModels } from '@/api/list-models';

export function modelQueries(connection: Connection) {
  return {
    list: () =>
      queryOptions({
        queryKey: ['models', connection.id, connection.baseUrl],
        queryFn: async ({ signal }) => (await listModels(clientFor(connection), { signal })).data,
        staleTime: 60_000,
      }),
  };
}
