import { resultsOfCalls } from '@/components/message/results-of-calls';
import { toolCallsOf, type ViewToolCall } from '@/components/message/message-parts';
import { draftOf, withoutDrafts } from './call-handling';
import { messageOf, type PromptTurn, promptTurn, type Turn } from './conversation';
import { isAnswering, usePlayground } from './playground-store';
import { shownTurns, type TurnTree, withAppended } from './turn-tree';

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
export function unansweredCalls(tree: TurnTree): { key: string; calls: ViewToolCall[] } | null {
  const shown = shownTurns(tree);
  const at = shown.findLastIndex((turn) => messageOf(turn)?.role === 'assistant');
  const turn = shown[at];
  const message = turn && messageOf(turn);
  if (!message) return null;
  const answered = new Set(shown.slice(at + 1).map((each) => messageOf(each)?.tool_call_id));
  const calls = toolCallsOf(message).filter(({ id }) => !answered.has(id));
  return calls.length > 0 ? { key: turn.key, calls } : null;
}

/** Puts the drafts of these calls into the conversation, in the order of the calls. */
export function resultsGiven(calls: readonly ViewToolCall[]) {
  const state = usePlayground.getState();
  if (isAnswering(state) || calls.length === 0) return;
  const turns = calls.map(({ id }) => {
    const { text, isError } = draftOf(state.calls, id);
    const turn = promptTurn({ role: 'tool', tool_call_id: id, content: text });
    return isError ? { ...turn, isError } : turn;
  });
  usePlayground.setState({
    ...turns.reduce<TurnTree>(withAppended, state),
    calls: withoutDrafts(state.calls),
  });
}
