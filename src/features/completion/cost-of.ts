import { providerCost } from '#contract/message/provider-cost';
import type { CompletionAnswer } from '@/api/completion-answer';

/** US dollars; what the provider reports comes before an estimate from the price list. Null where neither is known. */
export function costOf({
  data,
  facts,
}: Pick<CompletionAnswer, 'data' | 'facts'>): { dollars: number; isEstimate: boolean } | null {
  const reported = providerCost(data);
  if (reported !== null) return { dollars: reported, isEstimate: false };
  const estimate = facts?.cost ?? null;
  return estimate === null ? null : { dollars: estimate, isEstimate: true };
}
