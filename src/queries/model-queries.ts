import { queryOptions } from '@tanstack/react-query';
import type { ModelGroup } from '#contract/wire/models';
import { clientFor, type Connection } from '@/api/connection';
import { listModelGroups } from '@/api/list-model-groups';
import { listModels } from '@/api/list-models';

/** By connection: what its last list was, for what is sent and not shown. */
const heard = new Map<string, readonly ModelGroup[]>();

/** Null before the first list. */
export function groupsHeard({ id }: Connection): readonly ModelGroup[] | null {
  return heard.get(id) ?? null;
}

export function modelQueries(connection: Connection) {
  return {
    list: () =>
      queryOptions({
        queryKey: ['models', connection.id, connection.baseUrl],
        queryFn: async ({ signal }) => (await listModels(clientFor(connection), { signal })).data,
        staleTime: 60_000,
      }),
    /** With what they can do and what they cost; for servers with `models`. */
    groups: () =>
      queryOptions({
        queryKey: ['models', connection.id, 'groups'],
        queryFn: async ({ signal }) => {
          const groups = await listModelGroups({ signal });
          heard.set(connection.id, groups);
          return groups;
        },
        staleTime: 60_000,
      }),
  };
}
