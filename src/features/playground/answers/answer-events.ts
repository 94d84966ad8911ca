import { hasBegun } from '#contract/message/answer-note';
import type { AnswerMessage, Completion } from '@/api/wire';
import type { Pace } from '@/lib/pieces';
import type { AnswerPlace } from './answer-place';
import { joined } from './continued';
import {
  answerTurn,
  type Asked,
  type Awaited,
  type ChoiceEnd,
  type Keeping,
  type Run,
} from '../turns/conversation';
import type { Talk } from '../turns/talk';
import { withAppended } from '../turns/turn-tree';
import { withCallIds } from '../request/with-call-ids';

/** The conversation is sent: its answer gets a place. */
export function promptSent(
  facts: Asked,
  isStored: boolean,
  begun: AnswerMessage | null,
  talk: Talk,
): AnswerPlace {
  const turn = answerTurn(facts, isStored, begun);
  talk.setState((tree) => withAppended(tree, turn));
  return talk.placeOf(turn.key);
}

export function answerNamed(place: AnswerPlace, completionId: string) {
  place.change((turn) => ({ ...turn, facts: { ...turn.facts, completionId } }));
}

/** The provider is loading the model, and is asked again. */
export function loadingHeard(place: AnswerPlace, tries: number) {
  awaited(place, { what: 'model', tries });
}

/** The provider answers: it has taken the request. */
export function answerBegun(place: AnswerPlace, completionId: string | null) {
  awaited(place, { what: 'words' });
  if (completionId !== null) answerNamed(place, completionId);
}

/** The way to the server broke, and is looked for again. */
export function connectionLost(place: AnswerPlace) {
  awaited(place, { what: 'server' });
}

/** Other answers of this browser hold the connections that it may have. */
export function placeAwaited(place: AnswerPlace) {
  awaited(place, { what: 'place' });
}

function awaited(place: AnswerPlace, what: Awaited) {
  place.change((turn) => ({ ...turn, run: { state: 'waiting', for: what } }));
}

type Arrived = {
  /** Everything that has come so far. */
  completion: Completion;
  firstTokenMs: number | null;
  pace?: Pace | null;
};

export function textArrived(place: AnswerPlace, { completion, firstTokenMs, pace }: Arrived) {
  const { choices, model, usage, citations, search_results } = completion;
  place.change((turn) => ({
    ...turn,
    run:
      turn.run.state === 'streaming' || hasBegun(completion)
        ? { state: 'streaming' }
        : { state: 'waiting', for: { what: 'words' } },
    choices: choices.map(({ message }) => (turn.begun ? joined(turn.begun, message) : message)),
    ends: choices.map(endOf),
    ...((citations !== undefined || search_results !== undefined) && {
      sources: { citations, search_results },
    }),
    facts: {
      ...turn.facts,
      model: model || turn.facts.model,
      usage: usage ?? null,
      firstTokenMs: firstTokenMs ?? turn.facts.firstTokenMs,
      ...(pace && { pace }),
    },
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
