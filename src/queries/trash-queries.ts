import {
  keepPreviousData,
  mutationOptions,
  queryOptions,
  type QueryClient,
} from '@tanstack/react-query';
import { LOCAL_CONNECTION } from '@/api/connection';
import {
  type DeletedBy,
  eraseCompletion,
  findTrashed,
  listTrash,
  restoreCompletion,
} from '@/api/trash';
import { completionQueries } from '@/queries/completion-queries';
import { overviewKey } from '@/queries/overview-queries';

export const trashKey = ['trash'] as const;

export const trashQueries = {
  one: (id: string) =>
    queryOptions({
      queryKey: [...trashKey, 'one', id],
      queryFn: ({ signal }) => findTrashed(id, { signal }),
      staleTime: 0,
    }),
  page: (after: string | undefined, q = '', by: DeletedBy | null = null) =>
    queryOptions({
      queryKey: [...trashKey, q, by, after ?? null],
      queryFn: ({ signal }) => listTrash({ after, q, by }, { signal }),
      placeholderData: keepPreviousData,
      // A completion may have been deleted anywhere since.
      staleTime: 0,
    }),
};

/** Brings a deleted completion back, and with it every list, count and facet up to date. */
export function restoreFromTrash() {
  return mutationOptions({
    mutationFn: (id: string) => restoreCompletion(id),
    onSettled: async (_result, _error, id, _before, { client }) => {
      const queries = completionQueries(LOCAL_CONNECTION);
      await Promise.all([
        refreshTrash(client),
        client.invalidateQueries({ queryKey: queries.lists() }),
        client.invalidateQueries({ queryKey: queries.counts() }),
        client.invalidateQueries({ queryKey: queries.detail(id).queryKey }),
      ]);
    },
  });
}

/** Erases a deleted completion beyond recovery. */
export function eraseFromTrash() {
  return mutationOptions({
    mutationFn: (id: string) => eraseCompletion(id),
    onSettled: (_result, _error, _id, _before, { client }) => refreshTrash(client),
  });
}

async function refreshTrash(client: QueryClient): Promise<void> {
  await Promise.all(
    [trashKey, overviewKey].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
}
