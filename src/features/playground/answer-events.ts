import { hasBegun } from '#contract/message/answer-note';
import type { AnswerMessage, Completion } from '@/api/wire';
import { type AnswerPlace, placeInConversation } from './answer-place';
import { joined } from './continued';
import { answerTurn, type Asked, type ChoiceEnd, type Keeping, type Run } from './conversation';
import { usePlayground } from './playground-store';
import { withAppended } from './turn-tree';
import { withCallIds } from './with-call-ids';

/** The conversation is sent: its answer gets a place. */
export function promptSent(
  facts: Asked,
  isStored: boolean,
  begun: AnswerMessage | null = null,
): AnswerPlace {
  const turn = answerTurn(facts, isStored, begun);
  usePlayground.setState((tree) => withAppended(tree, turn));
  return placeInConversation(turn.key);
}

export function answerNamed(place: AnswerPlace, completionId: string) {
  place.change((turn) => ({ ...turn, facts: { ...turn.facts, completionId } }));
}

/** Everything that has come so far. */
export function textArrived(
  place: AnswerPlace,
  completion: Completion,
  firstTokenMs: number | null,
) {
  const { choices, model, usage, citations, search_results } = completion;
  const isBegun = hasBegun(completion);
  place.change((turn) => ({
    ...turn,
    run: { state: isBegun ? 'streaming' : 'waiting' },
    choices: choices.map(({ message }) => (turn.begun ? joined(turn.begun, message) : message)),
    ends: choices.map(endOf),
    ...((citations !== undefined || search_results !== undefined) && {
      sources: { citations, search_results },
    }),
    facts: { ...turn.facts, model: model || turn.facts.model, usage: usage ?? null, firstTokenMs },
  }));
}

export function endOf(choice: Completion['choices'][number]): ChoiceEnd {
  const { finish_reason: finish, logprobs } = choice;
  // What providers add to a choice is of no type.
  const { error, content_filter_results } = choice as Record<string, unknown>;
  return {
    finish,
    logprobs,
    ...(error !== undefined && { error }),
    ...(content_filter_results !== undefined && { content_filter_results }),
  };
}

export function answerEnded(place: AnswerPlace, run: Run, totalMs: number | null) {
  place.change((turn) => ({
    ...turn,
    run,
    choices: turn.choices.map(withCallIds),
    facts: { ...turn.facts, totalMs },
  }));
}

export function keepingKnown(place: AnswerPlace, keeping: Keeping) {
  place.change((turn) => ({ ...turn, keeping }));
}
