import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { TokenRequest } from '#contract/wire/tokens';
import { createToken, listTokens, revokeToken } from '@/api/tokens';

const KEY = ['tokens'] as const;

export const tokenQueries = {
  list: () => queryOptions({ queryKey: KEY, queryFn: ({ signal }) => listTokens({ signal }) }),
};

type Context = { client: QueryClient };
const refresh = (
  _data: unknown,
  _error: Error | null,
  _sent: unknown,
  _before: unknown,
  { client }: Context,
) => client.invalidateQueries({ queryKey: KEY });

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
