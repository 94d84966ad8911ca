import { type MutationFunctionContext, mutationOptions, queryOptions } from '@tanstack/react-query';
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
import { refreshing } from '@/queries/refreshing';

const KEY = ['providers'] as const;
/** Not below the list: each is asked for itself. */
const testKey = (...name: string[]) => ['provider test', ...name];

export const providerQueries = {
  /** For servers with `providers`. */
  list: () => queryOptions({ queryKey: KEY, queryFn: ({ signal }) => listProviders({ signal }) }),
  /** How one that is known answers now, with its own key. */
  test: (name: string) =>
    queryOptions({
      queryKey: testKey(name),
      queryFn: async ({ signal }) => {
        const result = await testProvider({ name }, { signal });
        return { ...result, at: Math.floor(Date.now() / 1_000) };
      },
      staleTime: 60_000,
      retry: false,
    }),
};

/** What is offered depends on the providers everywhere; how the others answer does not. */
const KEYS = [KEY, ['server'], ['models']];

function refreshWith(
  data: unknown,
  error: Error | null,
  sent: { name: string },
  before: unknown,
  context: MutationFunctionContext,
) {
  return refreshing(...KEYS, testKey(sent.name))(data, error, sent, before, context);
}

/** Each on the version of the list that was seen. */
export const providerMutations = {
  create: () =>
    mutationOptions({
      mutationFn: ({ version, ...body }: NewProvider & { version: string }) =>
        createProvider(body, version),
      onSettled: refreshWith,
    }),
  update: () =>
    mutationOptions({
      mutationFn: (sent: { name: string; change: ProviderChange; version: string }) =>
        updateProvider(sent.name, sent.change, sent.version),
      onSettled: refreshWith,
    }),
  remove: () =>
    mutationOptions({
      mutationFn: ({ name, version }: { name: string; version: string }) =>
        deleteProvider(name, version),
      onSettled: refreshWith,
    }),
  /** Whatever it says of them may have changed. */
  readFile: () =>
    mutationOptions({
      mutationFn: () => readProvidersFile(),
      onSettled: refreshing(...KEYS, testKey()),
    }),
  /** What was typed, before it is saved. */
  test: () => mutationOptions({ mutationFn: (body: TestedProvider) => testProvider(body) }),
};
