import { queryOptions } from '@tanstack/react-query';
import { retrieveOverview } from '@/api/overview';

export const overviewKey = ['overview'] as const;

export const overviewQueries = {
  /** Anybody may have stored or deleted something since: looked at anew whenever it is shown. */
  all: () =>
    queryOptions({
      queryKey: overviewKey,
      queryFn: ({ signal }) => retrieveOverview({ signal }),
      staleTime: 0,
    }),
};
