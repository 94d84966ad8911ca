import type { Connection } from '@/api/connection';
import type { AnswerMessage } from '@/api/wire';
import { openResultsGiven } from '../calls/go-on';
import { runConversation } from '../calls/run-conversation';
import { stopFunctions } from '../calls/function-run';
import { isRunning } from '../turns/conversation';
import { type Conversation, emptyDraft, isDraftEmpty } from '../turns/playground-store';
import { resumeAnswer } from '../answers/resume-answer';
import { stopStream } from '../answers/stop-answer';
import { turnProblem } from '../request/turn-problem';
import { shownTurns } from '../turns/turn-tree';
import { isInstructing } from '../variables/variables';
import { columnTalk } from './column-talk';
import { comparedDraftAdded } from './comparison-events';
import { type Comparison, isComparing, useComparison } from './comparison-store';

/** Those that Run asks: all of them something new, or those whose last word is not answered yet. */
export function askedColumns({ columns, draft }: Comparison): Conversation[] {
  return isDraftEmpty(draft) ? columns.filter(isUnanswered) : columns;
}

function isUnanswered(column: Conversation): boolean {
  const isAsking = shownTurns(column).some((turn) => !isInstructing(turn));
  return isAsking && turnProblem({ ...column, draft: emptyDraft }) === null;
}

/** Asks at once; each column ends by itself. */
export async function runColumns(connection: Connection, model: string): Promise<void> {
  const comparison = useComparison.getState();
  if (isComparing(comparison)) return;
  const asked = askedColumns(comparison);
  for (const { id } of asked) openResultsGiven(columnTalk(id));
  comparedDraftAdded();
  await Promise.all(
    asked.map(({ id }) => runConversation(connection, model, null, columnTalk(id))),
  );
}

/** `model` is the one to use when the column has none; `begun` is a text that the answer goes on from. */
export async function runColumn(
  connection: Connection,
  model: string,
  id: string,
  begun: AnswerMessage | null = null,
): Promise<void> {
  await runConversation(connection, model, begun, columnTalk(id));
}

export function stopColumns() {
  for (const column of useComparison.getState().columns) void stopColumn(column);
}

export async function stopColumn({ id, turns }: Conversation): Promise<void> {
  const talk = columnTalk(id);
  stopFunctions(talk);
  const turn = turns.find(isRunning);
  if (turn) await stopStream(talk.placeOf(turn.key));
}

/** The server may have gone on with what the page before had asked. */
export function resumeColumns() {
  for (const { id, turns } of useComparison.getState().columns) {
    const turn = turns.find(isRunning);
    if (turn) void resumeAnswer(columnTalk(id).placeOf(turn.key));
  }
}
