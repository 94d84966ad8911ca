import { ResultText } from '@/components/message/result-text';
import { cx } from '@/ui/cx';
import type { PromptTurn } from '../turns/conversation';
import { editingLeft } from '../turns/message-edits';
import { editorOpened, useIsEdited } from '../turns/open-editors';
import { useTalk } from '../turns/talk';
import { TurnActions } from '../turn-actions/turn-actions';
import { TurnEditor } from '../turn-actions/turn-editor';
import { TurnVersions } from '../turn-actions/turn-versions';
import { UnsavedEdit } from '../turn-actions/unsaved-edit';

type Props = { turn: PromptTurn; name: string; onRun: () => void };

/** A message of the conversation like any other, shown where it belongs: with the call that it answers. */
export function GivenResult({ turn, name, onRun }: Props) {
  const isEditing = useIsEdited(turn.key);
  const talk = useTalk();
  const { message, isError } = turn;
  return (
    <fieldset aria-label={`Result of ${name}`} className="min-w-0">
      <header className="flex min-h-7 items-center gap-2 text-xs">
        <span className={cx('flex-1 font-medium', isError ? 'text-danger-ink' : 'text-ink-2')}>
          {isError ? 'Result: an error' : 'Result'}
        </span>
        <TurnActions turn={turn} onEdit={() => editorOpened(turn.key)} />
      </header>
      {isEditing ? (
        <TurnEditor turn={turn} onRun={onRun} onClose={() => editingLeft(turn, talk)} />
      ) : (
        <>
          <ResultText message={message} />
          <UnsavedEdit turn={turn} />
        </>
      )}
      <TurnVersions turn={turn} />
    </fieldset>
  );
}
