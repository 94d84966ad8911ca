import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { PriceList } from '#contract/wire/prices';
import { listPrices, type PriceChange, setPrice } from '@/api/prices';

const KEY = ['prices'] as const;

export const priceQueries = {
  /** For servers with `prices`. */
  list: () => queryOptions({ queryKey: KEY, queryFn: ({ signal }) => listPrices({ signal }) }),
};

type Context = { client: QueryClient };

export const priceMutations = {
  /** On the version of the list that was seen. */
  set: () =>
    mutationOptions({
      mutationFn: ({ version, ...change }: PriceChange & { version: string }) =>
        setPrice(change, version),
      onSuccess: (list: PriceList, _sent: unknown, _before: unknown, { client }: Context) => {
        client.setQueryData(KEY, list);
        // What models cost stands with their names, too.
        void client.invalidateQueries({ queryKey: ['models'] });
      },
      onError: (_error: Error, _sent: unknown, _before: unknown, { client }: Context) =>
        client.invalidateQueries({ queryKey: KEY }),
    }),
};
