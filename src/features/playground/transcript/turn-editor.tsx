import type { KeyboardEvent } from 'react';
import { Button } from '@/ui/button';
import { isComposing } from '@/ui/is-composing';
import { TextArea } from '@/ui/text-area';
import { AttachMenu } from '../attachments/attach-menu';
import { AttachmentTiles } from '../attachments/attachment-tiles';
import { attachingProblem } from '../attachments/draft-target';
import { type Attaching, takePasted } from '../attachments/files-attached';
import type { Turn } from '../conversation';
import { promptReworded, turnEdited } from '../conversation-events';
import { editIn } from '../edits';
import { editDiscarded, messageTyped, saidIn } from '../message-edits';
import { isAnswering, usePlayground } from '../playground-store';

type Props = { turn: Turn; onRun: () => void; onClose: () => void };

/** Makes another version of a message; a prompt can be run in it at once. What is typed is kept when it closes. */
export function TurnEditor({ turn, onRun, onClose }: Props) {
  const { key } = turn;
  const edit = usePlayground(({ edits }) => editIn(edits, key));
  const isBusy = usePlayground(isAnswering);
  const { text, attachments } = edit ?? saidIn(turn);
  const role = turn.kind === 'answer' ? 'assistant' : turn.message.role;
  const target: Attaching = {
    problem: () => attachingProblem(role),
    attachments: () => (editIn(usePlayground.getState().edits, key) ?? saidIn(turn)).attachments,
    onAttach: (attachment) =>
      messageTyped(turn, (before) => ({ attachments: [...before.attachments, attachment] })),
    onText: (more) =>
      messageTyped(turn, (before) => ({
        text: [before.text, more].filter(Boolean).join('\n\n'),
      })),
  };

  function save() {
    if (isBusy) return;
    turnEdited(turn, { text, attachments });
    onClose();
  }
  function saveAndRun() {
    if (isBusy) return;
    promptReworded(turn, { text, attachments });
    onClose();
    onRun();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      if (turn.kind === 'prompt') saveAndRun();
      else save();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <form
      aria-label="Edit the message"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      className="space-y-2"
    >
      <TextArea
        label="Text of the message"
        hideLabel
        value={text}
        onChange={(event) => messageTyped(turn, () => ({ text: event.target.value }))}
        onKeyDown={onKeyDown}
        onPaste={(event) => takePasted(event, target)}
        ref={takeFocus}
        controlClassName="max-h-[60vh] text-base"
      />
      <AttachmentTiles
        attachments={attachments}
        onChange={(next) => messageTyped(turn, () => ({ attachments: next }))}
      />
      <div className="flex flex-wrap items-center gap-2">
        {role === 'user' && <AttachMenu target={target} />}
        <EditorActions
          {...{ turn, isBusy, onClose }}
          isChanged={edit !== undefined}
          onRun={saveAndRun}
        />
      </div>
    </form>
  );
}

type ActionsProps = {
  turn: Turn;
  isChanged: boolean;
  /** A conversation that is being answered keeps its messages. */
  isBusy: boolean;
  onRun: () => void;
  onClose: () => void;
};

function EditorActions({ turn, isChanged, isBusy, onRun, onClose }: ActionsProps) {
  return (
    <>
      <Button
        type="submit"
        size="sm"
        variant={turn.kind === 'prompt' ? 'secondary' : 'primary'}
        disabled={isBusy}
      >
        Save
      </Button>
      {turn.kind === 'prompt' && (
        <Button size="sm" variant="primary" disabled={isBusy} onClick={onRun}>
          Save and run
        </Button>
      )}
      {isChanged ? (
        <Button key="discard" size="sm" variant="ghost" onClick={() => editDiscarded(turn)}>
          Discard
        </Button>
      ) : (
        <Button key="cancel" size="sm" variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      )}
      <p role="note" className="text-xs text-ink-3">
        {isBusy
          ? 'Saved when the answer has come: wait for it, or stop it.'
          : isChanged && 'Not saved'}
      </p>
    </>
  );
}

/** Takes the focus while the editor is there, and gives it back to where it was. */
function takeFocus(box: HTMLTextAreaElement) {
  const before = document.activeElement;
  box.focus();
  return () => {
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
}
