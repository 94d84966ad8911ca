import type { CompletionSummary } from '@/api/completion-summary';
import type { Metadata } from '#contract/metadata';
import { isPlain } from '@/lib/listing-params';
import type { Filter } from '#contract/filter';
import { type Held, pairsHold } from '#contract/source/hold';

/** The rows that match for sure, of whichever server: those to be acted on, or told of as a match. */
export function matchingRows(
  rows: readonly CompletionSummary[],
  filters: readonly Filter[],
): CompletionSummary[] {
  const asked = pairsOf(filters);
  return rows.filter((row) => rowHolds(row, asked) === 'yes');
}

function pairsOf(filters: readonly Filter[]): Metadata {
  const pairs = filters.filter((filter) => filter.field === 'metadata' && isPlain(filter, filters));
  return Object.fromEntries(pairs.map(({ key = '', value }) => [key, value]));
}

/** A row that has the answer with it comes from another server; what this one lists matches. */
export function rowHolds({ completion }: CompletionSummary, asked: Metadata): Held {
  return completion === null ? 'yes' : pairsHold(completion.metadata, asked);
}
