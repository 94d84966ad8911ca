import { answeredCall } from '#contract/message/calls';
import type { AnswerMessage } from '@/api/wire';
import { showToast } from '@/ui/toast-store';
import { contentWith } from '../attachments/attachment';
import { beginningOf } from '../answers/continued';
import { filledMessage, isInstructing } from '../variables/variables';
import { messageOf, type PromptTurn, promptTurn, type Turn } from './conversation';
import { treeChanged } from './conversation-events';
import { withoutEdit } from './edits';
import { editorClosed, editorMoved, editorOpened } from './open-editors';
import type { Conversation } from './playground-store';
import { openTalk, type Talk } from './talk';
import {
  inNewWords,
  withInserted,
  withoutTurn,
  withPlaced,
  withRaised,
  withRestored,
  withShown,
  withVersion,
} from './tree-changes';
import { shownTurns, type TurnTree, withAppended, type Written } from './turn-tree';

/** One version goes with its branch, a turn without versions goes alone. */
export function turnDeleted(turn: Turn, talk: Talk = openTalk) {
  const before = talk.getState();
  if (!treeChanged((tree) => withoutTurn(tree, turn), talk)) return;
  const undo = () => {
    const now = talk.getState();
    if (now.id === before.id) talk.setState(withRestored(before, now));
  };
  showToast({ title: 'Message deleted', action: { label: 'Undo', onAct: undo } });
}

/** A new version in other words; the conversation reads on as before. */
export function turnEdited(turn: Turn, written: Written, talk: Talk = openTalk) {
  changedIn(turn, talk, () =>
    isNew(turn)
      ? turnWritten(turn, written, talk)
      : treeChanged((tree) => withVersion(tree, turn, (old) => inNewWords(old, written)), talk),
  );
}

/**
 * A new version of a prompt, to be answered anew: it begins a branch of its own. Results of tools that follow a result
 * go along, since no model goes on without all of them; and after instructions all that was asked, since they ask nothing.
 */
export function promptReworded(turn: Turn, written: Written, talk: Talk = openTalk) {
  if (isNew(turn)) {
    turnEdited(turn, written, talk);
    treeChanged((tree) => ({ turns: tree.turns, leaf: endAfter(tree, turn) }), talk);
    return;
  }
  changedIn(turn, talk, () => treeChanged((tree) => branched(tree, turn, written), talk));
}

/** A new one has no branch of its own: it is read to the end of what goes along. */
function endAfter(tree: TurnTree, { key }: Turn): string {
  const shown = shownTurns(tree);
  const at = shown.findIndex((each) => each.key === key);
  const turn = shown[at];
  if (!turn) return key;
  const after = shown.slice(at + 1);
  return after[keptAfter(turn, after) - 1]?.key ?? key;
}

/** How many of the messages after one go along into its new branch. */
function keptAfter(turn: Turn, after: readonly Turn[]): number {
  if (isInstructing(turn)) return after.findLastIndex(isAsking) + 1;
  if (!isResult(turn)) return 0;
  const end = after.findIndex((each) => !isResult(each));
  return end < 0 ? after.length : end;
}

function isAsking(turn: Turn): boolean {
  return turn.kind === 'prompt' && turn.message.role !== 'assistant';
}

function branched(tree: TurnTree, turn: Turn, written: Written): TurnTree {
  const shown = shownTurns(tree);
  const after = shown.slice(shown.findIndex(({ key }) => key === turn.key) + 1);
  const kept = after.slice(0, keptAfter(turn, after));
  const begun = { turns: tree.turns, leaf: turn.parent };
  return [inNewWords(turn, written), ...kept]
    .map((each) => ({ ...each, key: crypto.randomUUID() }))
    .reduce<TurnTree>(withAppended, begun);
}

/**
 * A message was saved: nothing typed over it is left, and its editor closes. What followed it is shown as copies, and what was typed over
 * those, or is being typed, goes with them.
 */
function changedIn(turn: Turn, talk: Talk, change: () => boolean) {
  const before = talk.getState();
  if (!change()) return;
  editorClosed(turn.key);
  typedMoved({ ...before, edits: withoutEdit(before.edits, turn.key) }, talk);
}

function typedMoved(before: Conversation, talk: Talk) {
  const copies = shownTurns(talk.getState());
  const edits = new Map(Object.entries(before.edits));
  for (const [at, { key }] of shownTurns(before).entries()) {
    const copy = copies[at]?.key;
    const edit = edits.get(key);
    if (copy === undefined || copy === key) continue;
    editorMoved(key, copy);
    if (edit) edits.set(copy, edit);
    edits.delete(key);
  }
  talk.setState({ edits: Object.fromEntries(edits) });
}

/** An editor for a message of its own between this one and what follows. */
export function messageInserted(after: Turn, talk: Talk = openTalk) {
  const role = messageOf(after)?.role === 'user' ? 'assistant' : 'user';
  const turn = { ...promptTurn({ role, content: '' }), isNew: true as const };
  if (treeChanged((tree) => withInserted(tree, after, turn), talk)) editorOpened(turn.key);
}

/** The editor of an inserted message has closed: what was not written goes again. */
export function insertionClosed({ key }: Turn, talk: Talk = openTalk) {
  treeChanged((tree) => {
    const turn = tree.turns.find((each) => each.key === key);
    return turn && isNew(turn) ? withoutTurn(tree, turn) : tree;
  }, talk);
}

export function turnDuplicated(turn: Turn, talk: Talk = openTalk) {
  const message = messageOf(turn);
  if (message) treeChanged((tree) => withInserted(tree, turn, promptTurn(message)), talk);
}

/** Changes places with the message before it, or after it. */
export function turnMoved(turn: Turn, direction: 'up' | 'down', talk: Talk = openTalk) {
  treeChanged((tree) => {
    const shown = shownTurns(tree);
    const raised = direction === 'up' ? turn : shown[shown.indexOf(turn) + 1];
    return raised ? withRaised(tree, raised) : tree;
  }, talk);
}

/** Moves to the place before another message, or to the end. */
export function turnPlaced(turn: Turn, before: string | null, talk: Talk = openTalk) {
  treeChanged((tree) => withPlaced(tree, turn, before), talk);
}

/** A new version under another role; the conversation reads on as before. */
export function roleChanged(turn: PromptTurn, role: string, talk: Talk = openTalk) {
  const before = talk.getState();
  const isChanged = treeChanged(
    (tree) =>
      withVersion(tree, turn, (old) =>
        old.kind === 'prompt' ? { ...old, message: { ...old.message, role } } : old,
      ),
    talk,
  );
  if (isChanged) typedMoved(before, talk);
}

function isResult(turn: Turn): boolean {
  return answeredCall(messageOf(turn)) !== null;
}

function isNew(turn: Turn): turn is PromptTurn {
  return turn.kind === 'prompt' && turn.isNew === true;
}

function turnWritten(turn: PromptTurn, { text, attachments }: Written, talk: Talk): boolean {
  const written = (each: Turn) => {
    if (each.key !== turn.key || each.kind === 'answer') return each;
    return promptTurn({ ...each.message, content: contentWith(text, attachments) }, each);
  };
  return treeChanged(({ turns, leaf }) => ({ turns: turns.map(written), leaf }), talk);
}

/** The next answer becomes another version of this one, and begins with its text. */
export function answerContinued(turn: Turn, talk: Talk = openTalk): AnswerMessage | null {
  // A message that was written here may hold variables: the model goes on from what it would have been sent.
  const message = filledMessage(turn, talk.getState().parameters.variables);
  return message && treeChanged(({ turns }) => ({ turns, leaf: turn.parent }), talk)
    ? beginningOf(message)
    : null;
}

export function versionShown(key: string, talk: Talk = openTalk) {
  treeChanged(({ turns }) => withShown(turns, key), talk);
}

export function choiceShown(key: string, shown: number, talk: Talk = openTalk) {
  talk.setState(({ turns }) => ({
    turns: turns.map((turn) =>
      turn.key === key && turn.kind === 'answer' ? { ...turn, shown } : turn,
    ),
  }));
}
