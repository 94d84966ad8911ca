import { MessageFrame, MessageView } from '@/components/message/message-view';
import { CallsOf } from './calls/calls-of';
import { ContinueButton } from './continue-button';
import type { OnRun } from './continued';
import type { PromptTurn } from './conversation';
import { insertionClosed } from './conversation-events';
import { usePlayground } from './playground-store';
import { editorClosed, editorOpened, useIsEdited } from './open-editors';
import { SentValues } from './sent-values';
import { TurnActions } from './turn-actions';
import { TurnEditor } from './turn-editor';
import { TurnVersions } from './turn-versions';

type Props = { turn: PromptTurn; onRun: OnRun };

export function PromptTurnView({ turn, onRun }: Props) {
  const { message } = turn;
  const isEditing = useIsEdited(turn.key);
  const isLast = usePlayground(({ leaf }) => leaf === turn.key);
  if (turn.isNew) {
    return (
      <MessageFrame message={message}>
        <TurnEditor turn={turn} onRun={onRun} onClose={() => insertionClosed(turn)} />
      </MessageFrame>
    );
  }
  return (
    <MessageFrame
      message={message}
      actions={<TurnActions turn={turn} onEdit={() => editorOpened(turn.key)} />}
    >
      {isEditing ? (
        <TurnEditor turn={turn} onRun={onRun} onClose={() => editorClosed(turn.key)} />
      ) : (
        <MessageView
          message={message}
          calls={<CallsOf turn={turn} message={message} onRun={onRun} />}
        />
      )}
      {!isEditing && <SentValues turn={turn} />}
      {isLast && !isEditing && <ContinueButton turn={turn} onRun={onRun} />}
      <TurnVersions turn={turn} />
    </MessageFrame>
  );
}
