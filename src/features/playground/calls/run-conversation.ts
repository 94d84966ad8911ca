import type { Connection } from '@/api/connection';
import type { AnswerMessage } from '@/api/wire';
import { isRunning } from '../turns/conversation';
import { runAnswer } from '../answers/run-answer';
import { openTalk, type Talk } from '../turns/talk';
import { shownTurns } from '../turns/turn-tree';
import { resultsGiven, unansweredCalls } from '../request/unanswered-calls';
import { callsAnswered, roundsBegun } from './function-run';

/** Sends the conversation, and again as long as its calls are answered by functions and it may go on by itself. */
export async function runConversation(
  connection: Connection,
  model: string,
  begun: AnswerMessage | null = null,
  talk: Talk = openTalk,
): Promise<void> {
  roundsBegun(talk);
  const { id } = talk.getState();
  await runAnswer(connection, model, begun, talk);
  for (;;) {
    // Functions run before the reader's eyes only: whoever has left goes on by hand.
    if (talk.getState().id !== id) return;
    const calls = callsOfWholeAnswer(talk);
    if (!(await callsAnswered(calls, talk))) return;
    resultsGiven(calls, talk);
    await runAnswer(connection, model, null, talk);
  }
}

/** A stopped or broken answer may lack calls, or arguments of those that came. */
function callsOfWholeAnswer(talk: Talk) {
  const state = talk.getState();
  const last = shownTurns(state).at(-1);
  const isWhole = last?.kind === 'answer' && !isRunning(last) && last.run.state === 'complete';
  return (isWhole && unansweredCalls(state)?.calls) || [];
}
