import { textOf } from '#contract/message/read-message';
import { showToast } from '@/ui/toast-store';
import { attachmentsOf } from './attachments/attachment';
import { messageOf, type Turn } from './conversation';
import { insertionClosed } from './conversation-events';
import { editIn, withoutEdit } from './edits';
import { editorClosed } from './open-editors';
import { usePlayground } from './playground-store';
import { withRestored, type Written } from './turn-tree';

/** What an editor of a message begins with. */
export function saidIn(turn: Turn): Written {
  const message = messageOf(turn);
  return message
    ? { text: textOf(message), attachments: attachmentsOf(message) }
    : { text: '', attachments: [] };
}

/** What is typed over a message is kept with the conversation until it is saved or discarded. */
export function messageTyped(turn: Turn, change: (written: Written) => Partial<Written>) {
  usePlayground.setState(({ edits }) => {
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
export function editingLeft(turn: Turn) {
  editorClosed(turn.key);
  // An inserted message of which nothing was written goes again.
  if (editIn(usePlayground.getState().edits, turn.key) === undefined) insertionClosed(turn);
}

export function editDiscarded(turn: Turn) {
  const before = usePlayground.getState();
  const edit = editIn(before.edits, turn.key);
  usePlayground.setState({ edits: withoutEdit(before.edits, turn.key) });
  editingLeft(turn);
  if (!edit) return;
  const undo = () => {
    const now = usePlayground.getState();
    if (now.id !== before.id) return;
    const edits = { ...now.edits, [turn.key]: edit };
    const isGone = !now.turns.some(({ key }) => key === turn.key);
    usePlayground.setState({ edits, ...(isGone && withRestored(before, now)) });
  };
  showToast({ title: 'Changes discarded', action: { label: 'Undo', onAct: undo } });
}

function isSame(one: Written, other: Written): boolean {
  const [a, b] = [one.attachments, other.attachments];
  if (one.text !== other.text || a.length !== b.length) return false;
  return a.every((each, at) => each === b[at] || JSON.stringify(each) === JSON.stringify(b[at]));
}
