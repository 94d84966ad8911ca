import { MessageFrame, MessageView } from '@/components/message/message-view';
import { CallsOf } from '../calls/calls-of';
import { ContinueButton } from '../answer-view/continue-button';
import type { OnRun } from '../answers/continued';
import type { PromptTurn } from '../turns/conversation';
import { editIn } from '../turns/edits';
import { editingLeft } from '../turns/message-edits';
import { usePlayground } from '../turns/playground-store';
import { editorOpened, useIsEdited } from '../turns/open-editors';
import { TurnActions } from '../turn-actions/turn-actions';
import { TurnEditor } from '../turn-actions/turn-editor';
import { markPrompt } from '../variables/variable-marks';
import { UnsavedEdit } from '../turn-actions/unsaved-edit';
import { TurnVersions } from '../turn-actions/turn-versions';

type Props = { turn: PromptTurn; onRun: OnRun };

export function PromptTurnView({ turn, onRun }: Props) {
  const { message } = turn;
  const isOpened = useIsEdited(turn.key);
  const isTyped = usePlayground(({ edits }) => editIn(edits, turn.key) !== undefined);
  // Of an inserted message there is nothing else to show yet.
  const isEditing = isOpened || (turn.isNew === true && !isTyped);
  const isLast = usePlayground(({ leaf }) => leaf === turn.key);
  const edited = isEditing ? (
    <TurnEditor turn={turn} onRun={onRun} onClose={() => editingLeft(turn)} />
  ) : (
    <UnsavedEdit turn={turn} />
  );
  if (turn.isNew) return <MessageFrame message={message}>{edited}</MessageFrame>;
  return (
    <MessageFrame
      message={message}
      isEdited={isEditing}
      actions={<TurnActions turn={turn} onEdit={() => editorOpened(turn.key)} />}
    >
      {!isEditing && (
        <div ref={markPrompt}>
          <MessageView
            message={message}
            calls={<CallsOf turn={turn} message={message} onRun={onRun} />}
          />
        </div>
      )}
      {edited}
      {isLast && !isEditing && <ContinueButton turn={turn} onRun={onRun} />}
      <TurnVersions turn={turn} />
    </MessageFrame>
  );
}
