import type { AnswerNote } from '#contract/message/answer-note';
import { formatCount } from '@/lib/format';
import type { Parameters } from '../parameters/parameters';
import { canContinue } from '../answers/continued';
import { type AnswerTurn } from '../turns/conversation';

/** The parameter that has cut an answer off, and what it may be raised to. */
export type Limit = { name: 'max_completion_tokens' | 'max_tokens'; raised: number };

/** Null where no limit is set, or a higher one than the answer has used: then something else has cut it off. */
export function limitOf(turn: AnswerTurn, parameters: Parameters): Limit | null {
  const name = (['max_completion_tokens', 'max_tokens'] as const).find(
    (each) => parameters[each].isSet,
  );
  if (name === undefined) return null;
  const limit = Number(parameters[name].value);
  const used = tokensOf(turn);
  const isReached = used === null || used >= limit * REACHED;
  return isReached ? { name, raised: rounded(limit * 4) } : null;
}

/** What the provider counts as the answer is not to the token what the limit counts. */
const REACHED = 0.9;

/** Of the answer, where the provider says it. */
export function tokensOf({ facts, choices }: AnswerTurn): number | null {
  const tokens = facts.usage?.completion_tokens ?? null;
  // Several choices share one figure.
  return choices.length > 1 ? null : tokens;
}

/** Upwards, to one digit that counts: 800 becomes 4,000. */
function rounded(count: number): number {
  const step = 10 ** Math.floor(Math.log10(count));
  return Math.ceil(count / step) * step;
}

export function cutWords(
  turn: AnswerTurn,
  { title, text }: AnswerNote,
  limit: Limit | null,
): { title: string; text: string } {
  const used = tokensOf(turn);
  // Nothing of it can be seen.
  if (!canContinue(turn)) return { title, text };
  return {
    title: used === null ? title : `Cut off at ${formatCount(used, 'token')}`,
    text: limit
      ? `${limit.name} is set.`
      : 'By the limit of the model or its provider: none that is set here is that low.',
  };
}
