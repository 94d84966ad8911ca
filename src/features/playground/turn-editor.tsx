import { type KeyboardEvent, useState } from 'react';
import { textOf } from '#contract/message/read-message';
import { Button } from '@/ui/button';
import { isComposing } from '@/ui/is-composing';
import { TextArea } from '@/ui/text-area';
import { AttachMenu } from './attachments/attach-menu';
import { attachmentsOf } from './attachments/attachment';
import { AttachmentTiles } from './attachments/attachment-tiles';
import { attachingProblem } from './attachments/draft-target';
import { type Attaching, takePasted } from './attachments/files-attached';
import { messageOf, type Turn } from './conversation';
import { promptReworded, turnEdited } from './conversation-events';

type Props = { turn: Turn; onRun: () => void; onClose: () => void };

/** Makes another version of a message; a prompt can be run in it at once. */
export function TurnEditor({ turn, onRun, onClose }: Props) {
  const message = messageOf(turn);
  const [text, setText] = useState(() => (message ? textOf(message) : ''));
  const [attachments, setAttachments] = useState(() => (message ? attachmentsOf(message) : []));
  const target: Attaching = {
    problem: () => attachingProblem(message?.role ?? ''),
    attachments: () => attachments,
    onAttach: (attachment) => setAttachments((before) => [...before, attachment]),
    onText: (more) => setText((before) => [before, more].filter(Boolean).join('\n\n')),
  };

  function save() {
    turnEdited(turn, { text, attachments });
    onClose();
  }
  function saveAndRun() {
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
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => takePasted(event, target)}
        ref={takeFocus}
        controlClassName="max-h-[60vh] text-base"
      />
      <AttachmentTiles attachments={attachments} onChange={setAttachments} />
      <div className="flex items-center gap-2">
        {message?.role === 'user' && <AttachMenu target={target} />}
        <Button type="submit" size="sm" variant={turn.kind === 'prompt' ? 'secondary' : 'primary'}>
          Save
        </Button>
        {turn.kind === 'prompt' && (
          <Button size="sm" variant="primary" onClick={saveAndRun}>
            Save and run
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
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
