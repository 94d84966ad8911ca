import { modelWords } from '@/components/models/model-words';
import { MessageFrame } from '@/components/message/message-view';
import { AnswerBody } from '../answer-view/answer-body';
import { AnswerFacts } from '../answer-view/answer-facts';
import { AnswerEnd, hasEnd } from '../answer-view/answer-end';
import type { OnRun } from '../answers/continued';
import { type AnswerTurn, isRunning } from '../turns/conversation';
import { answerReopened } from '../turns/conversation-events';
import { editingLeft } from '../turns/message-edits';
import { editorOpened, useIsEdited } from '../turns/open-editors';
import { AnswerActions } from '../turn-actions/turn-actions';
import { TurnEditor } from '../turn-actions/turn-editor';
import { UnsavedEdit } from '../turn-actions/unsaved-edit';
import { WaitingLine } from '../answer-view/waiting-line';
import { TurnVersions } from '../turn-actions/turn-versions';

type Props = { turn: AnswerTurn; onRun: OnRun };

export function AnswerTurnView({ turn, onRun }: Props) {
  const isEditing = useIsEdited(turn.key);
  const { run } = turn;

  function regenerate() {
    answerReopened(turn);
    onRun();
  }

  return (
    <MessageFrame message={{ role: 'assistant' }} speaker={modelWords(turn.facts.model)}>
      <div aria-busy={isRunning(turn)} className="space-y-1.5">
        {isEditing ? (
          <TurnEditor turn={turn} onRun={onRun} onClose={() => editingLeft(turn)} />
        ) : (
          <AnswerBody turn={turn} onRun={onRun} />
        )}
        {run.state === 'waiting' && <WaitingLine turn={turn} />}
        {!isEditing && <UnsavedEdit turn={turn} />}
        {!isEditing && <AnswerEnd turn={turn} onRun={onRun} />}
        <AnswerFacts turn={turn} note={noteOf(turn)} />
        <div className="flex flex-wrap items-center gap-x-3">
          {!isRunning(turn) && (
            <AnswerActions
              turn={turn}
              onEdit={() => editorOpened(turn.key)}
              onRetry={hasEnd(turn) ? null : regenerate}
            />
          )}
          <div className="ms-auto">
            <TurnVersions turn={turn} />
          </div>
        </div>
      </div>
    </MessageFrame>
  );
}

function noteOf({ run, choices, isEdited }: AnswerTurn): string | null {
  if (isEdited) return 'Edited';
  if (run.state === 'failed') return choices.length > 0 ? 'Incomplete' : null;
  return null;
}
