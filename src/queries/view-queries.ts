import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { View, ViewFields } from '#contract/wire/views';
import { createView, deleteView, listViews, updateView } from '@/api/views';
import { refreshing } from '@/queries/refreshing';

const KEY = ['views'] as const;

export const viewQueries = {
  /** Of this server; for servers with `views`. */
  list: () =>
    queryOptions({
      queryKey: KEY,
      queryFn: ({ signal }) => listViews({ signal }),
      staleTime: 60_000,
    }),
};

const refresh = refreshing(KEY);

export const viewMutations = {
  create: () =>
    mutationOptions({
      mutationFn: (fields: Parameters<typeof createView>[0]) => createView(fields),
      onSettled: refresh,
    }),
  update: () =>
    mutationOptions({
      mutationFn: ({ view, change }: { view: View; change: Partial<ViewFields> }) =>
        updateView(view, change),
      onSettled: refresh,
    }),
  remove: () => mutationOptions({ mutationFn: (id: string) => deleteView(id), onSettled: refresh }),
};
