import { EARLIEST } from '#contract/created';
import { ApiFailure } from '../http/errors';
import { readStrictPairs } from '../http/read-filter';
import type { CompletionFilter } from '../store/table/query';
import { DAY_S, slotFrom } from './slots';

/** What is to happen to completions of a certain age. */
export type Rule = {
  name: string;
  /** `strip` removes what was said and keeps the numbers, the metadata and the id. */
  action: 'delete' | 'strip';
  /** 1–36500. */
  olderThanDays: number;
  /** A filter as the table's query string; empty: all. */
  where: string;
  /** Whatever has one of these is kept; without a value, whatever has the key. */
  except: readonly Exemption[];
  enabled: boolean;
  /** Hour of the day in UTC at which it runs, 0–23. */
  hour: number;
  /** It does not run by itself before, in Unix seconds; missing in rules of version 0.1.0. */
  from?: number | undefined;
  /** What the last dry run of this very rule found; null when it was changed since. */
  dryRun: DryRun | null;
};

type Exemption = { key: string; value: string | null };

/** What a rule would do now. Times in Unix seconds. */
export type DryRun = {
  at: number;
  count: number;
  /** Of everything that is stored. */
  total: number;
  /** What would go, too, were it not for the exemptions. */
  kept: number;
  oldest: number | null;
  newest: number | null;
  /** Of their texts; beyond some ten thousand completions an estimate. */
  bytes: number;
  /** Without their texts, which must not outlive them here. */
  sample: readonly { id: string; created: number }[];
};

/** After it was switched on, or applies to something else, a rule does not run by itself for so long. */
export const NOTICE_S = DAY_S;
/** What the address of the table says beside its filter; version 0.1.0 took it for a filter's text, and passed it over. */
const NO_CONDITIONS = new Set(['sort', 'order', 'limit', 'after', 'before', 'peek']);

/**
 * What a rule applies to as of `now` (Unix seconds). Fails with 400 when its filter names something that there is not:
 * without that condition it would apply to more than was meant.
 */
export function filterOf(
  { where, except, olderThanDays }: Pick<Rule, 'where' | 'except' | 'olderThanDays'>,
  now: number,
): CompletionFilter {
  const conditions = [...new URLSearchParams(where)].filter(([name]) => !NO_CONDITIONS.has(name));
  const filter = readStrictPairs(conditions, now * 1_000);
  const before = now - olderThanDays * DAY_S;
  const pairs = except.flatMap(({ key, value }) =>
    value === null ? [] : [[key, value] as [string, string]],
  );
  return {
    ...filter,
    created: { ...filter.created, max: Math.min(filter.created.max ?? before, before) },
    metadataNot: [...filter.metadataNot, ...pairs],
    metadataMissing: [
      ...filter.metadataMissing,
      ...except.flatMap(({ key, value }) => (value === null ? [key] : [])),
    ],
  };
}

/** What a rule acts on: nothing that has no date, since nobody knows its age. */
export function dueFilter(rule: Parameters<typeof filterOf>[0], now: number): CompletionFilter {
  const filter = filterOf(rule, now);
  const min = Math.max(filter.created.min ?? 0, EARLIEST);
  return { ...filter, created: { ...filter.created, min } };
}

/** What keeps a rule from running, in words: its filter. Null: nothing. */
export function problemOf(rule: Rule): string | null {
  try {
    filterOf(rule, 0);
    return null;
  } catch (error) {
    if (error instanceof ApiFailure) return error.message;
    throw error;
  }
}

/** When a rule runs next by itself; `confirmed` is when somebody said that the clock is right. Null: never. */
export function nextRun(rule: Rule, now: number, confirmed: number | null): number | null {
  if (!rule.enabled || problemOf(rule) !== null) return null;
  return slotFrom(rule.hour, Math.max(now + 1, earliest(rule, confirmed)));
}

/** Before it, a rule does not run by itself: not by a clock either that was set forward. */
export function earliest({ from = 0 }: Rule, confirmed: number | null): number {
  return Math.max(from, confirmed === null ? 0 : confirmed + NOTICE_S);
}

/** Whether both apply to the same, in the same way: only then does a dry run of one tell of the other. */
export function sameScope(one: Rule, other: Rule): boolean {
  return scopeOf(one) === scopeOf(other);
}

/** What it applies to, and how, as a text to compare. */
export function scopeOf({ action, olderThanDays, where, except }: Rule): string {
  return JSON.stringify([action, olderThanDays, where, except]);
}

/** Beyond half of everything and a thousand, somebody has to say that this is meant. */
export function isSweeping({ count, total }: Pick<DryRun, 'count' | 'total'>): boolean {
  return count > 1_000 && count * 2 > total;
}
