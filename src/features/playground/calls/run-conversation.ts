import type { Connection } from '@/api/connection';
import type { AnswerMessage } from '@/api/wire';
import { isRunning } from '../conversation';
import { usePlayground } from '../playground-store';
import { runAnswer } from '../run-answer';
import { shownTurns } from '../turn-tree';
import { resultsGiven, unansweredCalls } from '../unanswered-calls';
import { callsAnswered, useFunctionRun } from './function-run';

/** Sends the conversation, and again as long as its calls are answered by functions and it may go on by itself. */
export async function runConversation(
  connection: Connection,
  model: string,
  begun: AnswerMessage | null = null,
): Promise<void> {
  useFunctionRun.setState({ rounds: 0 });
  const { id } = usePlayground.getState();
  await runAnswer(connection, model, begun);
  for (;;) {
    // Functions run before the reader's eyes only: whoever has left goes on by hand.
    if (usePlayground.getState().id !== id) return;
    const calls = callsOfWholeAnswer();
    if (!(await callsAnswered(calls))) return;
    resultsGiven(calls);
    await runAnswer(connection, model);
  }
}

/** A stopped or broken answer may lack calls, or arguments of those that came. */
function callsOfWholeAnswer() {
  const state = usePlayground.getState();
  const last = shownTurns(state).at(-1);
  const isWhole = last?.kind === 'answer' && !isRunning(last) && last.run.state === 'complete';
  return (isWhole && unansweredCalls(state)?.calls) || [];
}
