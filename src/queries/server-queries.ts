import { queryOptions } from '@tanstack/react-query';
import { retrieveServer } from '@/api/retrieve-server';
import { AGAIN_MS, isUnreached } from '@/queries/server-health';

export const serverQueries = {
  /** What the server behind the dashboard can do; null for a plain file server. */
  info: () =>
    queryOptions({
      queryKey: ['server'],
      queryFn: ({ signal }) => retrieveServer({ signal }),
      staleTime: 60_000,
      refetchInterval: ({ state }) => (isUnreached(state.error) ? AGAIN_MS : false),
    }),
};
