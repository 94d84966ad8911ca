import { queryOptions } from '@tanstack/react-query';
import { retrieveServer } from '@/api/retrieve-server';

export const serverQueries = {
  /** What the server behind the dashboard can do; null for a plain file server. */
  info: () =>
    queryOptions({
      queryKey: ['server'],
      queryFn: ({ signal }) => retrieveServer({ signal }),
      staleTime: 60_000,
    }),
};
