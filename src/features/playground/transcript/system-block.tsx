import ChevronRight from 'lucide-react/icons/chevron-right';
import FoldVertical from 'lucide-react/icons/chevrons-down-up';
import { useState } from 'react';
import { textOf } from '#contract/message/read-message';
import { PlainText } from '@/components/markdown/plain-text';
import { MessageFrame, MessageView } from '@/components/message/message-view';
import { preferencesChanged, usePreferences } from '@/components/preferences-store';
import { aboutTokens } from '@/lib/about-tokens';
import { formatNumber } from '@/lib/format';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { IconButton } from '@/ui/icon-button';
import type { OnRun } from '../answers/continued';
import type { PromptTurn } from '../turns/conversation';
import { editIn } from '../turns/edits';
import { editingLeft } from '../turns/message-edits';
import { editorOpened, useIsEdited } from '../turns/open-editors';
import { usePlayground } from '../turns/playground-store';
import { markPrompt } from '../variables/variable-marks';
import { PromptLine } from './prompt-line';
import { TurnActions } from '../turn-actions/turn-actions';
import { TurnEditor } from '../turn-actions/turn-editor';
import { TurnVersions } from '../turn-actions/turn-versions';
import { UnsavedEdit } from '../turn-actions/unsaved-edit';

type Props = { turn: PromptTurn; onRun: OnRun };

/** What the conversation is told to do, at its head: some lines of it, all of it, or one. */
export function SystemBlock({ turn, onRun }: Props) {
  const isFolded = usePreferences((state) => state.isSystemFolded);
  const isEditing = useIsEdited(turn.key);
  const isTyped = usePlayground(({ edits }) => editIn(edits, turn.key) !== undefined);
  return (
    <MessageFrame message={turn.message} isQuiet>
      {isEditing ? (
        <TurnEditor turn={turn} onRun={onRun} onClose={() => editingLeft(turn)} />
      ) : isFolded ? (
        <FoldedLine text={textOf(turn.message)} onUnfold={systemFolded} />
      ) : (
        <OpenBlock turn={turn} />
      )}
      {!isEditing && isTyped && <UnsavedEdit turn={turn} />}
    </MessageFrame>
  );
}

export function systemFolded() {
  const { isSystemFolded } = usePreferences.getState();
  preferencesChanged({ isSystemFolded: !isSystemFolded });
}

type LineProps = { text: string; onUnfold: () => void };

function FoldedLine({ text, onUnfold }: LineProps) {
  return (
    <button
      type="button"
      aria-expanded={false}
      aria-label="Show the system prompt"
      onClick={onUnfold}
      className="flex h-8 w-full items-center gap-2 rounded-lg bg-sunken px-3 text-start text-ink-2 hover:bg-hover pointer-coarse:h-11"
    >
      <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <PromptLine text={text} />
      <span className="shrink-0 text-xs text-ink-3 tabular-nums">{aboutTokens(text)}</span>
    </button>
  );
}

function OpenBlock({ turn }: { turn: PromptTurn }) {
  const [isWhole, setWhole] = useState(false);
  const [isCut, setCut] = useState(false);
  const { message } = turn;
  const text = textOf(message);
  const lines = text.split(/\r\n|[\r\n]/).length;
  return (
    <div className="rounded-lg bg-sunken px-3 pt-1.5 pb-2.5">
      <div className="mb-1 flex min-h-6 flex-wrap items-center gap-x-2 text-xs text-ink-3 tabular-nums">
        <span className="max-sm:hidden">{aboutTokens(text)}</span>
        <div className="ms-auto flex items-center gap-2">
          <div className="opacity-0 group-focus-within/message:opacity-100 group-hover/message:opacity-100 pointer-coarse:opacity-100">
            <TurnActions turn={turn} onEdit={() => editorOpened(turn.key)} />
          </div>
          {(isCut || isWhole) && (
            <Button
              variant="link"
              size="inline"
              className="text-xs pointer-coarse:min-h-9"
              aria-expanded={isWhole}
              onClick={() => setWhole(!isWhole)}
            >
              {isWhole
                ? 'Show less'
                : lines === 1
                  ? 'Show all'
                  : `Show all ${formatNumber(lines)} lines`}
            </Button>
          )}
          <IconButton
            label="Fold"
            shortcut="Mod+."
            size="inline"
            className="size-6 text-ink-3"
            onClick={systemFolded}
          >
            <FoldVertical aria-hidden className="size-3.5" />
          </IconButton>
        </div>
      </div>
      <div
        // Whether it is cut can only be measured, and only while it may be.
        ref={(box) => {
          if (box && !isWhole) setCut(box.scrollHeight > box.clientHeight + 4);
        }}
        className={cx(
          'overflow-hidden text-base text-ink-2 print:max-h-none',
          !isWhole && 'max-h-16.5',
          !isWhole && isCut && 'mask-b-from-60% print:mask-none',
        )}
      >
        <div ref={markPrompt}>
          {typeof message.content === 'string' ? (
            <PlainText text={message.content} />
          ) : (
            <MessageView message={message} />
          )}
        </div>
      </div>
      <TurnVersions turn={turn} />
    </div>
  );
}
