import { providerCost } from '#contract/message/provider-cost';
import { formatCost } from '@/lib/format';
import type { AnswerTurn, Turn } from '../turns/conversation';

/** US dollars; what the provider reports comes before an estimate. Null where neither is known. */
export function answerCost({ facts }: AnswerTurn): { dollars: number; isEstimate: boolean } | null {
  const reported = providerCost({ usage: facts.usage });
  if (reported !== null) return { dollars: reported, isEstimate: false };
  return facts.cost == null ? null : { dollars: facts.cost, isEstimate: true };
}

/** "≈ $0.0021". */
export function costWords({
  dollars,
  isEstimate,
}: {
  dollars: number;
  isEstimate: boolean;
}): string {
  return `${isEstimate ? '≈ ' : ''}${formatCost(dollars)}`;
}

/** What all answers came to whose cost is known, versions that are not in view included; null for fewer than two. */
export function sumWords(turns: readonly Turn[]): string | null {
  const answers = turns.filter((turn) => turn.kind === 'answer');
  const costs = answers.flatMap((turn) => answerCost(turn) ?? []);
  if (costs.length < 2) return null;
  return costWords({
    dollars: costs.reduce((sum, { dollars }) => sum + dollars, 0),
    isEstimate: costs.length < answers.length || costs.some(({ isEstimate }) => isEstimate),
  });
}
