import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  confirmClock,
  deleteRule,
  listRules,
  type Rule,
  type RuleFields,
  runDry,
  runRule,
  saveRule,
} from '@/api/retention';

const KEY = ['retention'] as const;

export const retentionQueries = {
  rules: () =>
    queryOptions({
      queryKey: KEY,
      queryFn: ({ signal }) => listRules({ signal }),
      staleTime: 0,
    }),
};

type Context = { client: QueryClient };
const refresh = (
  _data: unknown,
  _error: Error | null,
  _sent: unknown,
  _before: unknown,
  { client }: Context,
) => client.invalidateQueries({ queryKey: KEY });

export const retentionMutations = {
  save: () =>
    mutationOptions({
      mutationFn: ({ fields, rule }: { fields: RuleFields; rule: Rule | null }) =>
        saveRule(fields, rule),
      onSettled: refresh,
    }),
  remove: () => mutationOptions({ mutationFn: (id: string) => deleteRule(id), onSettled: refresh }),
  runDry: () => mutationOptions({ mutationFn: (id: string) => runDry(id), onSettled: refresh }),
  run: () =>
    mutationOptions({
      mutationFn: ({ id, confirm }: { id: string; confirm: number }) => runRule(id, confirm),
    }),
  confirmClock: () => mutationOptions({ mutationFn: () => confirmClock(), onSettled: refresh }),
};
