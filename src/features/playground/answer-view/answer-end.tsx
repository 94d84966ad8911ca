import type { OnRun } from '../answers/continued';
import { type AnswerTurn, isRunning } from '../turns/conversation';
import { answerReopened } from '../turns/conversation-events';
import { useTalk } from '../turns/talk';
import { AnswerFailure } from './answer-failure';
import { ContinueButton } from './continue-button';
import { EndNote, StopNote } from './end-note';
import { turnNote } from './turn-note';

type Props = { turn: AnswerTurn; onRun: OnRun };

/** How an answer ended, if otherwise than well, and the next steps from there, asking again among them. */
export function AnswerEnd({ turn, onRun }: Props) {
  const talk = useTalk();
  const { run } = turn;
  if (!hasEnd(turn)) return <ContinueButton {...{ turn, onRun }} />;
  function onRetry() {
    answerReopened(turn, talk);
    onRun();
  }
  const props = { turn, onRun, onRetry };
  if (run.state === 'failed') return <AnswerFailure failure={run.failure} {...props} />;
  const note = turnNote(turn, turn.shown);
  if (run.state === 'stopped') return <StopNote note={note} {...props} />;
  return note && <EndNote note={note} {...props} />;
}

export function hasEnd(turn: AnswerTurn): boolean {
  const { run, isEdited } = turn;
  if (isEdited || isRunning(turn)) return false;
  if (run.state !== 'complete') return true;
  const note = turnNote(turn, turn.shown);
  // A refusal says so itself.
  return note !== null && note.kind !== 'refused';
}
