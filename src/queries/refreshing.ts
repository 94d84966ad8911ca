import type { QueryClient, QueryKey } from '@tanstack/react-query';

type Context = { client: QueryClient };

/** For `onSettled` of a mutation: reads anew what has one of these keys, and is over once that is there. */
export function refreshing(...keys: QueryKey[]) {
  return (
    _data: unknown,
    _error: Error | null,
    _sent: unknown,
    _before: unknown,
    { client }: Context,
  ) => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}
