import { toolCallsOf, type ViewToolCall } from '@/components/message/message-parts';
import { messageOf, promptTurn, type Turn } from './conversation';
import { isAnswering, usePlayground } from './playground-store';
import { shownTurns, type TurnTree, withAppended } from './turn-tree';

/** The calls at the end of the conversation that have no result yet; without all of them no model goes on. */
export function unansweredCalls(tree: TurnTree): ViewToolCall[] {
  const shown = shownTurns(tree);
  const at = shown.findLastIndex((turn) => messageOf(turn)?.role === 'assistant');
  const message = at < 0 ? null : messageOf(shown[at] as Turn);
  if (!message) return [];
  const results = shown.slice(at + 1);
  const answered = new Set(results.map((turn) => messageOf(turn)?.tool_call_id));
  return toolCallsOf(message).filter(({ id }) => !answered.has(id));
}

/** Results by the ids of their calls, in the order of the calls. */
export function resultsGiven(results: readonly { id: string; content: string }[]) {
  const state = usePlayground.getState();
  if (isAnswering(state)) return;
  const turns = results.map(({ id, content }) =>
    promptTurn({ role: 'tool', tool_call_id: id, content }),
  );
  usePlayground.setState(turns.reduce<TurnTree>(withAppended, state));
}
