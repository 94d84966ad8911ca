import { toolCallsOf, type ViewToolCall } from '@/components/message/message-parts';
import { draftOf, withoutDrafts } from './call-handling';
import { messageOf, type PromptTurn, promptTurn, type Turn } from './conversation';
import { isAnswering, usePlayground } from './playground-store';
import { shownTurns, type TurnTree, withAppended } from './turn-tree';

/** The results that are shown with the calls of their turn, by the turn's key. */
export function joinedResults(shown: readonly Turn[]): Map<string, PromptTurn[]> {
  const joined = new Map<string, PromptTurn[]>();
  let caller: { key: string; open: Set<string> } | null = null;
  for (const turn of shown) {
    const message = messageOf(turn);
    if (message?.role === 'assistant') {
      const open = new Set(toolCallsOf(message).map(({ id }) => id));
      caller = open.size > 0 ? { key: turn.key, open } : null;
    }
    const id = message?.tool_call_id ?? '';
    if (turn.kind !== 'prompt' || message?.role !== 'tool' || !caller?.open.delete(id)) continue;
    joined.set(caller.key, [...(joined.get(caller.key) ?? []), turn]);
  }
  return joined;
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
