import { isFilled } from '../calls/go-on';
import { messageOf, type Turn } from '../turns/conversation';
import { type Conversation, draftTurn, isDraftEmpty } from '../turns/playground-store';
import { shownTurns, withAppended } from '../turns/turn-tree';
import { unansweredCalls } from './unanswered-calls';

/** The page says so by itself: it is no trouble yet. */
export const NOTHING_WRITTEN = 'Write a message first';

/**
 * Why the messages as they stand are none to answer: a provider refuses them, or charges for an answer to an answer.
 * Null when they can be sent.
 */
export function turnProblem(state: Conversation): string | null {
  const isBlank = isDraftEmpty(state.draft);
  const waiting = waitingCalls(isBlank ? state : withAppended(state, draftTurn(state.draft)));
  // Results that are all written go along.
  if (waiting.length > 0 && !isFilled(waiting, state.calls))
    return 'Give the tool calls their results first';
  if (!isBlank || waiting.length > 0) return null;
  const last = shownTurns(state).findLast((turn) => messageOf(turn) !== null || isStopped(turn));
  return last?.kind === 'answer' ? NOTHING_WRITTEN : null;
}

/** Also where nothing had come: whoever has stopped it does not want it again by the next click. */
function isStopped(turn: Turn): boolean {
  return turn.kind === 'answer' && turn.run.state === 'stopped';
}

/** The calls at the end of a conversation that wait for a result. One without an id can have none. */
function waitingCalls(tree: Parameters<typeof unansweredCalls>[0]) {
  return (unansweredCalls(tree)?.calls ?? []).filter(({ id }) => id !== '');
}
