import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { TokenRequest } from '#contract/wire/tokens';
import { createToken, listTokens, revokeToken } from '@/api/tokens';
import { refreshing } from '@/queries/refreshing';

const KEY = ['tokens'] as const;

export const tokenQueries = {
  list: () => queryOptions({ queryKey: KEY, queryFn: ({ signal }) => listTokens({ signal }) }),
};

const refresh = refreshing(KEY);

export const tokenMutations = {
  create: () =>
    mutationOptions({
      mutationFn: (fields: TokenRequest) => createToken(fields),
      onSettled: refresh,
      // The secret is in nobody's cache once its note has gone.
      gcTime: 0,
    }),
  revoke: () =>
    mutationOptions({ mutationFn: (id: string) => revokeToken(id), onSettled: refresh }),
};
