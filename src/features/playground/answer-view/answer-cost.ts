import { providerCost } from '#contract/message/provider-cost';
import { formatCost } from '@/lib/format';
import { type AnswerTurn, isRunning, type Turn } from '../turns/conversation';

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

/** What all answers came to, versions that are not in view included, and for how many; null for fewer than two. */
export function sumWords(turns: readonly Turn[]): string | null {
  const answers = turns.filter(
    (turn): turn is AnswerTurn => turn.kind === 'answer' && !isRunning(turn),
  );
  const costs = answers.flatMap((turn) => answerCost(turn) ?? []);
  if (costs.length < 2) return null;
  const isPart = costs.length < answers.length;
  const sum = costWords({
    dollars: costs.reduce((all, { dollars }) => all + dollars, 0),
    isEstimate: isPart || costs.some(({ isEstimate }) => isEstimate),
  });
  return isPart ? `${sum} for ${costs.length} of ${answers.length}` : sum;
}
