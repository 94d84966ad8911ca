import { readFilter } from '../routes/table-query';
import type { CompletionFilter } from '../store/table-query';

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
  /** Hour of the day in UTC from which on it runs, 0–23. */
  hour: number;
  /** What the last dry run of this very rule found; null when it was changed since. */
  dryRun: DryRun | null;
};

export type Exemption = { key: string; value: string | null };

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
  sample: readonly { id: string; created: number; model: string }[];
};

const SECONDS_PER_DAY = 86_400;

/** What a rule applies to as of `now` (Unix seconds). */
export function filterOf(
  { where, except, olderThanDays }: Pick<Rule, 'where' | 'except' | 'olderThanDays'>,
  now: number,
): CompletionFilter {
  const filter = readFilter(new URLSearchParams(where));
  const before = now - olderThanDays * SECONDS_PER_DAY;
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

/** Whether both apply to the same, in the same way: only then does a dry run of one tell of the other. */
export function sameScope(one: Rule, other: Rule): boolean {
  return scope(one) === scope(other);
}

function scope({ action, olderThanDays, where, except }: Rule): string {
  return JSON.stringify([action, olderThanDays, where, except]);
}

/** Beyond half of everything and a thousand, somebody has to say that this is meant. */
export function isSweeping({ count, total }: Pick<DryRun, 'count' | 'total'>): boolean {
  return count > 1_000 && count * 2 > total;
}
