import ArrowUp from 'lucide-react/icons/arrow-up';
import Eraser from 'lucide-react/icons/eraser';
import Plus from 'lucide-react/icons/plus';
import Square from 'lucide-react/icons/square';
import type { KeyboardEvent } from 'react';
import { usePreferences } from '@/components/preferences-store';
import { Button } from '@/ui/button';
import { GrowingTextArea } from '@/ui/growing-text-area';
import { IconButton } from '@/ui/icon-button';
import { isComposing } from '@/ui/is-composing';
import { Kbd } from '@/ui/kbd';
import { QuietSelect } from '@/ui/quiet-select';
import { areFunctionsRunning, stopFunctions, useFunctionRun } from './calls/function-run';
import { AttachMenu } from './attachments/attach-menu';
import { AttachmentTiles } from './attachments/attachment-tiles';
import { attachingProblem, draftProblem, draftTarget } from './attachments/draft-target';
import { takePasted } from './attachments/files-attached';
import { CallIdField } from './call-id-field';
import { draftAdded, draftChanged, draftDiscarded } from './conversation-events';
import { lastPromptEdited } from './open-editors';
import { type DraftRole, isAnswering, isDraftEmpty, usePlayground } from './playground-store';
import { stopAnswer } from './run-answer';

const roles: DraftRole[] = ['user', 'assistant', 'system', 'developer', 'tool'];

type Props = {
  onRun: () => void;
  /** Why nothing can be run now. */
  obstacle: string | null;
  /** What of the conversation is not sent, in words; empty when all of it is. */
  left: string;
  /** What Run does where answers are several; empty where there is one of each. */
  choices: string;
};

export function Composer({ onRun, obstacle, left, choices }: Props) {
  const draft = usePlayground((state) => state.draft);
  const isCalling = useFunctionRun(areFunctionsRunning);
  const isBusy = usePlayground(isAnswering) || isCalling;
  const isEmpty = usePlayground((state) => state.turns.length === 0);
  const enterSends = usePreferences((state) => state.enterSends);
  const isBlank = isDraftEmpty(draft);
  const reason = obstacle ?? draftProblem(draft, isEmpty);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowUp' && isBlank && !isBusy && !isComposing(event)) {
      if (lastPromptEdited()) event.preventDefault();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    if (isComposing(event)) return;
    if (!enterSends && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    // From an empty box only Run sends what is there already, and its own key.
    const isMeant = !isBlank || event.ctrlKey || event.metaKey;
    if (!event.repeat && isMeant && !isBusy && !reason) onRun();
  }

  return (
    <form
      aria-label="Next message"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && !reason) onRun();
      }}
      className="rounded-xl border border-line-strong bg-raised shadow-raised focus-within:border-accent-ink focus-within:ring-3 focus-within:ring-accent-soft"
    >
      <div className="px-3 pt-3 empty:hidden">
        <AttachmentTiles
          attachments={draft.attachments}
          onChange={(attachments) => draftChanged({ attachments })}
        />
      </div>
      <GrowingTextArea
        aria-label="Message"
        data-composer
        rows={2}
        value={draft.text}
        placeholder={isEmpty ? 'Ask something' : 'Reply'}
        onChange={(event) => draftChanged({ text: event.target.value })}
        onPaste={(event) => takePasted(event, draftTarget)}
        onKeyDown={onKeyDown}
        className="block max-h-[40vh] min-h-16 w-full resize-none bg-transparent px-4 pt-3 text-read outline-none placeholder:text-ink-3"
      />
      {left && !isBusy && (
        <p role="note" className="px-4 pt-1 text-xs text-ink-3">
          Not sent to this model, since another one gave it: {left}.
        </p>
      )}
      {choices && !isBusy && (
        <p role="note" className="px-4 pt-1 text-xs text-ink-3">
          {choices}
        </p>
      )}
      <div className="flex items-center gap-1 p-2">
        <ComposerTools isBusy={isBusy} />
        <span className="min-w-0 flex-1 truncate px-1 text-right text-xs text-ink-3">
          {isBusy ? '' : (reason ?? (enterSends ? 'Shift+Enter breaks the line' : ''))}
        </span>
        {isBusy ? (
          // A node of its own: the click that stops must not end as the submit of Run.
          <Button
            key="stop"
            size="sm"
            onClick={() => (isCalling ? stopFunctions() : void stopAnswer())}
          >
            <Square aria-hidden className="size-3 fill-current" /> Stop <Kbd>Esc</Kbd>
          </Button>
        ) : (
          <Button key="run" type="submit" variant="primary" size="sm" disabled={reason !== null}>
            <ArrowUp aria-hidden className="size-3.5" /> Run
            <Kbd tone="filled">{enterSends ? 'Enter' : 'Mod+Enter'}</Kbd>
          </Button>
        )}
      </div>
    </form>
  );
}

/** Whose message it is, what goes along, and adding it without asking. */
function ComposerTools({ isBusy }: { isBusy: boolean }) {
  const draft = usePlayground((state) => state.draft);
  return (
    <>
      <QuietSelect
        aria-label="Role of the message"
        value={draft.role}
        onChange={(event) => draftChanged({ role: event.target.value as DraftRole })}
        className="h-7 capitalize"
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </QuietSelect>
      {draft.role === 'tool' && <CallIdField />}
      <AttachMenu target={draftTarget} disabledReason={attachingProblem(draft.role)} />
      <IconButton
        label="Add without running"
        size="iconSm"
        disabled={isBusy || isDraftEmpty(draft)}
        onClick={draftAdded}
      >
        <Plus aria-hidden className="size-4" />
      </IconButton>
      {!isDraftEmpty(draft) && (
        <IconButton label="Discard what is written" size="iconSm" onClick={draftDiscarded}>
          <Eraser aria-hidden className="size-4" />
        </IconButton>
      )}
    </>
  );
}
