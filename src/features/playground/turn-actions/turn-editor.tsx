import type { KeyboardEvent } from 'react';
import { Button } from '@/ui/button';
import { isComposing } from '@/ui/is-composing';
import { TextArea } from '@/ui/text-area';
import { AttachMenu } from '../attachments/attach-menu';
import { AttachmentTiles } from '../attachments/attachment-tiles';
import { attachingProblem } from '../attachments/draft-target';
import { type Attaching, takePasted } from '../attachments/files-attached';
import type { Turn } from '../turns/conversation';
import { promptReworded, turnEdited } from '../turns/turn-events';
import { editIn } from '../turns/edits';
import { editsDiscarded, messageTyped, saidIn } from '../turns/message-edits';
import { isAnswering } from '../turns/playground-store';
import { withMore, type Written } from '../turns/turn-tree';
import { type Talk, useInTalk, useTalk } from '../turns/talk';

type Place = { turn: Turn; talk: Talk };

type Props = {
  turn: Turn;
  /** The same message in other conversations, which is to have the same words. */
  others?: readonly Place[];
  onRun: () => void;
  onClose: () => void;
};

const ALONE: readonly Place[] = [];

/** Makes another version of a message; a prompt can be run in it at once. What is typed is kept when it closes. */
export function TurnEditor({ turn, others = ALONE, onRun, onClose }: Props) {
  const { key } = turn;
  const talk = useTalk();
  const edit = useInTalk(({ edits }) => editIn(edits, key));
  const places = [{ turn, talk }, ...others];
  const isAnswered = useInTalk(isAnswering);
  const isBusy = isAnswered || others.some((other) => isAnswering(other.talk.getState()));
  const { text, attachments } = edit ?? saidIn(turn);
  const role = turn.kind === 'answer' ? 'assistant' : turn.message.role;
  const target = targetIn(places, role);
  const type = (change: (written: Written) => Partial<Written>) => typedIn(places, change);

  function save() {
    if (isBusy) return;
    for (const each of places) turnEdited(each.turn, { text, attachments }, each.talk);
    onClose();
  }
  function saveAndRun() {
    if (isBusy) return;
    for (const each of places) promptReworded(each.turn, { text, attachments }, each.talk);
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
        onChange={(event) => type(() => ({ text: event.target.value }))}
        onKeyDown={onKeyDown}
        onPaste={(event) => takePasted(event, target)}
        ref={takeFocus}
        controlClassName="max-h-[60vh] text-base"
      />
      <AttachmentTiles
        attachments={attachments}
        onChange={(next) => type(() => ({ attachments: next }))}
      />
      <div className="flex flex-wrap items-center gap-2">
        {role === 'user' && <AttachMenu target={target} />}
        <EditorActions
          {...{ isBusy, onClose }}
          canRun={turn.kind === 'prompt'}
          onDiscard={() => {
            editsDiscarded(places);
            onClose();
          }}
          isChanged={edit !== undefined}
          onRun={saveAndRun}
        />
      </div>
    </form>
  );
}

/** The message takes files, however long they take to be read. */
function targetIn(places: readonly Place[], role: string): Attaching {
  return {
    problem: () => attachingProblem(role),
    attachments: () =>
      places.slice(0, 1).flatMap(({ turn, talk }) => {
        const written = editIn(talk.getState().edits, turn.key) ?? saidIn(turn);
        return written.attachments;
      }),
    onAttach: (attachment) =>
      typedIn(places, (before) => withMore(before, { attachments: [attachment] })),
    onText: (text) => typedIn(places, (before) => withMore(before, { text })),
  };
}

function typedIn(places: readonly Place[], change: (written: Written) => Partial<Written>) {
  for (const { turn, talk } of places) messageTyped(turn, change, talk);
}

type ActionsProps = {
  /** A prompt can be asked at once. */
  canRun: boolean;
  onDiscard: () => void;
  isChanged: boolean;
  /** A conversation that is being answered keeps its messages. */
  isBusy: boolean;
  onRun: () => void;
  onClose: () => void;
};

function EditorActions(props: ActionsProps) {
  const { canRun, isChanged, isBusy, onRun, onClose, onDiscard } = props;
  return (
    <>
      <Button type="submit" size="sm" variant={canRun ? 'secondary' : 'primary'} disabled={isBusy}>
        Save
      </Button>
      {canRun && (
        <Button size="sm" variant="primary" disabled={isBusy} onClick={onRun}>
          Save and run
        </Button>
      )}
      {isChanged ? (
        <Button key="discard" size="sm" variant="ghost" onClick={onDiscard}>
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
