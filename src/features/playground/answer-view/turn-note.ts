import { type AnswerNote, completionNote, noteOf } from '#contract/message/answer-note';
import { type AnswerTurn, isRunning } from '../turns/conversation';

/** What has to be said of a choice of an answer that has ended; a failure of the run says more than its choices. */
export function turnNote(turn: AnswerTurn, at: number): AnswerNote | null {
  const { run, choices, ends, isEdited } = turn;
  if (isRunning(turn) || isEdited || run.state === 'failed') return null;
  if (choices.length === 0) return run.state === 'stopped' ? null : completionNote({ choices });
  const end = ends?.[at];
  const note = noteOf({ ...end, message: choices[at], finish_reason: end?.finish });
  // Whoever stops an answer knows why it is not whole.
  const isSaid = run.state === 'stopped' && note?.kind !== 'thought-only' && note?.kind !== 'error';
  return isSaid ? null : note;
}
