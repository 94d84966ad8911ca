import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { Rule, RuleFields } from '#contract/wire/retention';
import {
  confirmClock,
  deleteRule,
  listRules,
  previewRule,
  runRule,
  saveRule,
} from '@/api/retention';
import { overviewKey } from '@/queries/overview-queries';
import { refreshing } from '@/queries/refreshing';

const KEY = ['retention'] as const;

export const retentionQueries = {
  rules: () =>
    queryOptions({
      queryKey: KEY,
      queryFn: ({ signal }) => listRules({ signal }),
      staleTime: 0,
    }),
  /** Of a saved rule, which has an id, or of one in the making. Counted anew whenever it is shown. */
  preview: (rule: RuleFields & { id?: string; version?: number }) => {
    const { id, version, action, older_than_days, where, except, hour } = rule;
    const scope = { action, older_than_days, where, except, hour };
    return queryOptions({
      queryKey: [...KEY, 'preview', id ?? null, version ?? null, scope],
      queryFn: ({ signal }) => previewRule(rule, { signal }),
      staleTime: 0,
      gcTime: 0,
    });
  },
};

/** `confirm`: on how many it may act now, see {@link saveRule}. */
type SavedRule = { fields: RuleFields; rule: Rule | null; confirm?: number };

const refresh = refreshing(KEY, overviewKey);

export const retentionMutations = {
  save: () =>
    mutationOptions({
      mutationFn: ({ fields, rule, confirm }: SavedRule) => saveRule(fields, rule, confirm),
      onSettled: refresh,
    }),
  remove: () => mutationOptions({ mutationFn: (id: string) => deleteRule(id), onSettled: refresh }),
  run: () =>
    mutationOptions({
      mutationFn: ({ id, confirm }: { id: string; confirm: number }) => runRule(id, confirm),
    }),
  confirmClock: () => mutationOptions({ mutationFn: () => confirmClock(), onSettled: refresh }),
};
