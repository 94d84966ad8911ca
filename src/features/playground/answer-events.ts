import type { AnswerMessage, Completion } from '@/api/wire';
import { type AnswerPlace, placeInConversation } from './answer-place';
import { joined } from './continued';
import { answerTurn, type Asked, type Keeping, type Run } from './conversation';
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
  const { choices, model, usage } = completion;
  place.change((turn) => ({
    ...turn,
    run: { state: 'streaming' },
    choices: choices.map(({ message }) => (turn.begun ? joined(turn.begun, message) : message)),
    ends: choices.map(({ finish_reason, logprobs }) => ({ finish: finish_reason, logprobs })),
    facts: { ...turn.facts, model: model || turn.facts.model, usage: usage ?? null, firstTokenMs },
  }));
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
