import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { AGAIN_MS, isUnreached } from '@/queries/server-health';
import { listMirrors, runMirror, scheduleMirror } from '@/api/mirrors';

const KEY = ['mirrors'] as const;
const FOLLOW_MS = 1_000;

export const mirrorQueries = {
  list: () =>
    queryOptions({
      queryKey: KEY,
      queryFn: ({ signal }) => listMirrors({ signal }),
      staleTime: 0,
      refetchInterval: ({ state }) => {
        if (isUnreached(state.error)) return AGAIN_MS;
        const isCopying = state.data?.some(({ last }) => last !== null && last.ended === null);
        return isCopying ? FOLLOW_MS : false;
      },
    }),
};

export const mirrorMutations = {
  schedule: () =>
    mutationOptions({
      mutationFn: ({ provider, every }: { provider: string; every: number | null }) =>
        scheduleMirror(provider, every),
      onSettled: (_result, _error, _sent, _before, { client }) =>
        client.invalidateQueries({ queryKey: KEY }),
    }),
  run: () =>
    mutationOptions({
      mutationFn: (provider: string) => runMirror(provider),
      onSettled: (_result, _error, _sent, _before, { client }) =>
        client.invalidateQueries({ queryKey: KEY }),
    }),
};
