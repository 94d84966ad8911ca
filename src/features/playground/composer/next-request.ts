import { textOf } from '#contract/message/read-message';
import type { OfferedModel } from '#contract/wire/models';
import { tokensIn } from '@/lib/about-tokens';
import { messageOf, type Turn } from '../turns/conversation';
import { lastMessages } from '../request/last-messages';
import type { Parameters } from '../parameters/parameters';
import { filledMessage } from '../variables/variables';

/** Of each message, for its role and what frames it. */
const FRAME = 4;

/**
 * About how many tokens of prompt the next request has. Up to an answer whose usage is known by that, since then by the
 * length of the texts; pictures and files are not counted.
 */
export function promptTokens(
  turns: readonly Turn[],
  draft: string,
  parameters: Parameters,
): number {
  const { numberOfMessages, variables, tools } = parameters;
  const drafted = draft.trim() === '' ? 0 : tokensIn(draft) + FRAME;
  const at = numberOfMessages.isSet ? -1 : turns.findLastIndex(hasUsage);
  const last = turns[at];
  const known = last && hasUsage(last) ? last.facts.usage.total_tokens : 0;
  const rest = turns.slice(at + 1).flatMap((turn) => {
    const message = filledMessage(turn, variables) ?? messageOf(turn);
    return message ? [{ role: message.role, tokens: tokensIn(textOf(message)) + FRAME }] : [];
  });
  const sent = numberOfMessages.isSet
    ? lastMessages(rest, Math.max(1, Number(numberOfMessages.value) - 1))
    : rest;
  const asked = known === 0 && tools.isSet ? tokensIn(tools.value) : 0;
  return known + drafted + asked + sent.reduce((sum, { tokens }) => sum + tokens, 0);
}

type Answered = Extract<Turn, { kind: 'answer' }>;
type Counted = Answered & { facts: { usage: NonNullable<Answered['facts']['usage']> } };

/** Not one that was edited since: its tokens are others by now. */
function hasUsage(turn: Turn): turn is Counted {
  return turn.kind === 'answer' && turn.facts.usage !== null && !turn.isEdited;
}

export type Room = { share: number; state: 'fits' | 'full' | 'over' };

const FULL = 0.85;

/** How much of the context window the prompt takes, with what the answer may take at most where that is set. */
export function roomOf(tokens: number, context: number, parameters: Parameters): Room {
  const { max_completion_tokens: most, max_tokens: old } = parameters;
  const answer = most.isSet ? Number(most.value) : old.isSet ? Number(old.value) : 0;
  const share = tokens / context;
  const isOver = tokens + (Number.isFinite(answer) ? answer : 0) > context;
  return { share, state: isOver ? 'over' : share >= FULL ? 'full' : 'fits' };
}

/** US dollars of the prompt alone; null where nobody knows. */
export function promptCost(tokens: number, { input }: OfferedModel): number | null {
  return input === null ? null : (tokens * input) / 1_000_000;
}
