import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  createProvider,
  deleteProvider,
  listProviders,
  type NewProvider,
  type ProviderChange,
  readProvidersFile,
  type TestedProvider,
  testProvider,
  updateProvider,
} from '@/api/providers';

const KEY = ['providers'] as const;

export const providerQueries = {
  /** For servers with `providers`. */
  list: () => queryOptions({ queryKey: KEY, queryFn: ({ signal }) => listProviders({ signal }) }),
  /** How one that is known answers now, with its own key. */
  test: (name: string) =>
    queryOptions({
      queryKey: [...KEY, 'test', name],
      queryFn: async ({ signal }) => {
        const result = await testProvider({ name }, { signal });
        return { ...result, at: Math.floor(Date.now() / 1_000) };
      },
      staleTime: 60_000,
      retry: false,
    }),
};

/** What is offered depends on the providers everywhere. */
function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all(
    [KEY, ['server'], ['models']].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
}

type Context = { client: QueryClient };
const refreshed = (
  _data: unknown,
  _error: Error | null,
  _sent: unknown,
  _before: unknown,
  { client }: Context,
) => refresh(client);

/** Each on the version of the list that was seen. */
export const providerMutations = {
  create: () =>
    mutationOptions({
      mutationFn: ({ version, ...body }: NewProvider & { version: string }) =>
        createProvider(body, version),
      onSettled: refreshed,
    }),
  update: () =>
    mutationOptions({
      mutationFn: (sent: { name: string; change: ProviderChange; version: string }) =>
        updateProvider(sent.name, sent.change, sent.version),
      onSettled: refreshed,
    }),
  remove: () =>
    mutationOptions({
      mutationFn: ({ name, version }: { name: string; version: string }) =>
        deleteProvider(name, version),
      onSettled: refreshed,
    }),
  readFile: () => mutationOptions({ mutationFn: () => readProvidersFile(), onSettled: refreshed }),
  /** What was typed, before it is saved. */
  test: () => mutationOptions({ mutationFn: (body: TestedProvider) => testProvider(body) }),
};
