import { textOf } from '#contract/message/read-message';
import { showToast } from '@/ui/toast-store';
import { attachmentsOf } from '../attachments/attachment';
import { messageOf, type Turn } from './conversation';
import { insertionClosed } from './turn-events';
import { editIn, withoutEdit } from './edits';
import { editorClosed } from './open-editors';
import { openTalk, type Talk } from './talk';
import { type Written } from './turn-tree';
import { withRestored } from './tree-changes';

/** What an editor of a message begins with. */
export function saidIn(turn: Turn): Written {
  const message = messageOf(turn);
  return message
    ? { text: textOf(message), attachments: attachmentsOf(message) }
    : { text: '', attachments: [] };
}

/** What is typed over a message is kept with the conversation until it is saved or discarded. */
export function messageTyped(
  turn: Turn,
  change: (written: Written) => Partial<Written>,
  talk: Talk = openTalk,
) {
  talk.setState(({ edits }) => {
    const said = saidIn(turn);
    const before = editIn(edits, turn.key) ?? said;
    const written = { ...before, ...change(before) };
    return {
      edits: isSame(written, said)
        ? withoutEdit(edits, turn.key)
        : { ...edits, [turn.key]: written },
    };
  });
}

/** The editor closes; what was typed stays for the next time. */
export function editingLeft(turn: Turn, talk: Talk = openTalk) {
  editorClosed(turn.key);
  // An inserted message of which nothing was written goes again.
  if (editIn(talk.getState().edits, turn.key) === undefined) insertionClosed(turn, talk);
}

/** In one conversation, or the same in several. */
export function editsDiscarded(places: readonly { turn: Turn; talk: Talk }[]) {
  const undos = places.map(({ turn, talk }) => editTakenAway(turn, talk));
  if (undos.every((undo) => undo === null)) return;
  const onAct = () => {
    for (const undo of undos) undo?.();
  };
  showToast({ title: 'Changes discarded', action: { label: 'Undo', onAct } });
}

export function editDiscarded(turn: Turn, talk: Talk = openTalk) {
  editsDiscarded([{ turn, talk }]);
}

/** How it comes back; null where nothing was typed. */
function editTakenAway(turn: Turn, talk: Talk): (() => void) | null {
  const before = talk.getState();
  const edit = editIn(before.edits, turn.key);
  talk.setState({ edits: withoutEdit(before.edits, turn.key) });
  editingLeft(turn, talk);
  if (!edit) return null;
  return () => {
    const now = talk.getState();
    if (now.id !== before.id) return;
    const edits = { ...now.edits, [turn.key]: edit };
    const isGone = !now.turns.some(({ key }) => key === turn.key);
    talk.setState({ edits, ...(isGone && withRestored(before, now)) });
  };
}

function isSame(one: Written, other: Written): boolean {
  const [a, b] = [one.attachments, other.attachments];
  if (one.text !== other.text || a.length !== b.length) return false;
  return a.every((each, at) => each === b[at] || JSON.stringify(each) === JSON.stringify(b[at]));
}
