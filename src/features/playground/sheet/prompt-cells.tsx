import Pencil from 'lucide-react/icons/pencil';
import Plus from 'lucide-react/icons/plus';
import { memo } from 'react';
import { textOf } from '#contract/message/read-message';
import { WordDifference } from '@/components/difference/word-difference';
import { Folded } from '@/components/message/folded';
import { isInstruction } from '@/components/message/is-instruction';
import { MessageView } from '@/components/message/message-view';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { messageOf, type PromptTurn } from '../turns/conversation';
import { editingLeft } from '../turns/message-edits';
import { editorOpened, useIsEdited } from '../turns/open-editors';
import { isAnswering } from '../turns/playground-store';
import { useInTalk, useTalk } from '../turns/talk';
import { TurnEditor } from '../turn-actions/turn-editor';
import { TurnVersions } from '../turn-actions/turn-versions';
import { UnsavedEdit } from '../turn-actions/unsaved-edit';
import { instructionBegun } from '../comparison/comparison-events';

type Props = {
  turn: PromptTurn | null;
  role: string;
  /** What A has in its place; null where nothing is marked. */
  against: PromptTurn | null;
  letter: string;
  id: string;
  onRun: () => void;
};

/** A prompt of one column. */
export function PromptCell({ turn, role, against, letter, id, onRun }: Props) {
  if (!turn) return <NoPrompt {...{ role, letter, id }} />;
  return <WrittenPrompt {...{ turn, against, letter, onRun }} />;
}

function NoPrompt({ role, letter, id }: Pick<Props, 'role' | 'letter' | 'id'>) {
  const isBusy = useInTalk(isAnswering);
  if (!isInstruction(role)) return <span className="text-xs text-ink-3">Nothing here</span>;
  return (
    <Button
      variant="ghost"
      size="sm"
      disabled={isBusy}
      className="-ms-2.5 text-ink-3"
      aria-label={`Add instructions to ${letter}`}
      onClick={() => editorOpened(instructionBegun(id))}
    >
      <Plus aria-hidden className="size-3.5" /> Add instructions
    </Button>
  );
}

type WrittenProps = Pick<Props, 'against' | 'letter' | 'onRun'> & { turn: PromptTurn };

function WrittenPrompt({ turn, against, letter, onRun }: WrittenProps) {
  const talk = useTalk();
  const isEditing = useIsEdited(turn.key) || turn.isNew === true;
  const isBusy = useInTalk(isAnswering);
  if (isEditing)
    return <TurnEditor turn={turn} onRun={onRun} onClose={() => editingLeft(turn, talk)} />;
  return (
    <div className="group/prompt relative">
      <PromptText turn={turn} against={against} />
      <div className="absolute -end-2 -top-1.5 rounded-md bg-surface opacity-0 group-focus-within/prompt:opacity-100 group-hover/prompt:opacity-100 pointer-coarse:opacity-100">
        <IconButton
          label={`Edit in ${letter}`}
          size="iconSm"
          disabled={isBusy}
          onClick={() => editorOpened(turn.key)}
        >
          <Pencil aria-hidden className="size-3.5" />
        </IconButton>
      </div>
      <UnsavedEdit turn={turn} />
      <TurnVersions turn={turn} />
    </div>
  );
}

type TextProps = { turn: PromptTurn; against: PromptTurn | null };

/**
 * The words of a prompt; with what they have otherwise than those of A, where that is wanted. They are not compared
 * again while an answer grows.
 */
export const PromptText = memo(function PromptText({ turn, against }: TextProps) {
  const message = messageOf(turn) ?? turn.message;
  const before = against && messageOf(against);
  const isText = typeof message.content === 'string' && typeof before?.content === 'string';
  if (before && isText && textOf(before) !== textOf(message)) {
    return (
      <Folded isTall>
        <div data-prompt className="text-ink-2">
          <WordDifference before={textOf(before)} after={textOf(message)} />
        </div>
      </Folded>
    );
  }
  const view = <MessageView message={message} />;
  return (
    <div
      data-prompt
      className={isInstruction(message.role) ? 'text-ink-2 [&_.text-read]:text-sm' : undefined}
    >
      {view}
    </div>
  );
});
