import { resultsOfCalls } from '@/components/message/results-of-calls';
import { answeredCall, callsOf, type MessageCall } from '#contract/message/calls';
import { draftOf, withoutDrafts } from './call-handling';
import { messageOf, type PromptTurn, promptTurn, type Turn } from '../turns/conversation';
import { isAnswering } from '../turns/playground-store';
import { openTalk, type Talk } from '../turns/talk';
import { shownTurns, type TurnTree, withAppended } from '../turns/turn-tree';

/** The results that are shown with the calls of their turn, by the turn's key. */
export function joinedResults(shown: readonly Turn[]): Map<string, PromptTurn[]> {
  const results = [...resultsOfCalls(shown.map(messageOf))];
  return new Map(
    results.map(([caller, own]) => [
      shown[caller]?.key ?? '',
      own.flatMap((at) => (shown[at]?.kind === 'prompt' ? [shown[at]] : [])),
    ]),
  );
}

/** The turn at the end of the conversation that has called tools, and its calls that have no result yet. */
export function unansweredCalls(tree: TurnTree): { key: string; calls: MessageCall[] } | null {
  const shown = shownTurns(tree);
  const at = shown.findLastIndex((turn) => messageOf(turn)?.role === 'assistant');
  const turn = shown[at];
  const message = turn && messageOf(turn);
  if (!message) return null;
  const answered = new Set(shown.slice(at + 1).map((each) => answeredCall(messageOf(each))));
  const calls = callsOf(message).filter(({ id }) => !answered.has(id));
  return calls.length > 0 ? { key: turn.key, calls } : null;
}

/** Puts the drafts of these calls into the conversation, in the order of the calls. */
export function resultsGiven(calls: readonly MessageCall[], talk: Talk = openTalk) {
  const state = talk.getState();
  if (isAnswering(state) || calls.length === 0) return;
  const turns = calls.map(({ kind, id, name }) => {
    const { text, isError } = draftOf(state.calls, id);
    // The legacy form has no ids: the result of a function names it.
    const turn = promptTurn(
      kind === 'legacy'
        ? { role: 'function', name, content: text }
        : { role: 'tool', tool_call_id: id, content: text },
    );
    return isError ? { ...turn, isError } : turn;
  });
  talk.setState({
    ...turns.reduce<TurnTree>(withAppended, state),
    calls: withoutDrafts(state.calls),
  });
}
