import { showToast } from '@/ui/toast-store';
import { promptTurn, type Turn } from '../turns/conversation';
import { discardedTold } from '../turns/discarded';
import type { Parameters } from '../parameters/parameters';
import {
  type Conversation,
  type Draft,
  draftTurn,
  emptyConversation,
  emptyDraft,
  isDraftEmpty,
  usePlayground,
} from '../turns/playground-store';
import {
  chained,
  shownTurns,
  withAppended,
  withMore,
  withNewKeys,
  type Written,
} from '../turns/turn-tree';
import { askedAnew } from '../variables/variables';
import { type Comparison, isComparing, mostColumns, useComparison } from './comparison-store';

/** Two columns with what the open conversation asks and how: its last answer is what is to be compared. */
export function comparisonBegun() {
  const before = useComparison.getState();
  if (isComparing(before)) return;
  const open = usePlayground.getState();
  const columns = [columnLike(open), columnLike(open)];
  const from = originOfOpen();
  useComparison.setState({ columns, draft: open.draft, from, isUntouched: true });
  if (before.columns.length > 0 && !before.isUntouched) undoable('New comparison', before);
}

/** Which conversation is open, and how far it has come. */
export function originOfOpen(): string {
  const { id, leaf, draft } = usePlayground.getState();
  return JSON.stringify([id, leaf, draft.text]);
}

/** Something was done with it: from here on it is not given up for another one unasked. */
function changed(change: (now: Comparison) => Partial<Comparison>) {
  useComparison.setState((now) => ({ isUntouched: false, ...change(now) }));
}

export function columnChanged(id: string, change: (column: Conversation) => Partial<Conversation>) {
  changed(({ columns }) => ({
    columns: columns.map((column) =>
      column.id === id ? { ...column, ...change(column) } : column,
    ),
  }));
}

export function comparedDraftChanged(change: Partial<Draft>) {
  changed(({ draft }) => ({ draft: { ...draft, ...change } }));
}

/** A file has been read, which takes its time: the draft is the one of now. */
export function comparedDraftExtended(more: Partial<Written>) {
  comparedDraftChanged(withMore(useComparison.getState().draft, more));
}

/** What was written and not sent goes; Undo brings it back, before what was written since. */
export function comparedDraftDiscarded() {
  const { draft } = useComparison.getState();
  comparedDraftChanged(emptyDraft);
  discardedTold(() => {
    comparedDraftChanged(withMore(draft, useComparison.getState().draft));
  });
}

/** The draft is said in every column. */
export function comparedDraftAdded() {
  changed(({ columns, draft }) => {
    if (isDraftEmpty(draft)) return {};
    const { message } = draftTurn(draft);
    const said = (column: Conversation) => withAppended(column, promptTurn(message));
    return { columns: columns.map((each) => ({ ...each, ...said(each) })), draft: emptyDraft };
  });
}

export function differencesMarked(isMarked: boolean) {
  useComparison.setState({ isMarked });
}

/** One value for all columns; null keeps the braces. */
export function comparedVariableChanged(name: string, value: string | null) {
  changed(({ columns }) => ({
    columns: columns.map(({ parameters, ...column }) => ({
      ...column,
      parameters: { ...parameters, variables: { ...parameters.variables, [name]: value } },
    })),
  }));
}

/** Another column like this one, after it. */
export function columnAdded(id?: string) {
  changed(({ columns }) => {
    const at = id === undefined ? columns.length - 1 : columns.findIndex((each) => each.id === id);
    const model = columns[at];
    if (!model || columns.length >= mostColumns) return {};
    return { columns: columns.toSpliced(at + 1, 0, columnLike(model)) };
  });
}

export function columnRemoved(id: string) {
  const before = useComparison.getState();
  changed(({ columns }) => ({ columns: columns.filter((column) => column.id !== id) }));
  undoable('Column removed', before);
}

/** Instructions before all that a column says: an editor for a message that is none until it is saved. */
export function instructionBegun(id: string): string {
  const turn = { ...promptTurn({ role: 'system', content: '' }), isNew: true as const };
  columnChanged(id, ({ turns, leaf }) => ({
    turns: [
      turn,
      ...turns.map((each) => (each.parent === null ? { ...each, parent: turn.key } : each)),
    ],
    leaf: leaf ?? turn.key,
  }));
  return turn.key;
}

/** The column goes on as the open conversation; that one stays in the history. */
export function columnTaken(column: Conversation) {
  usePlayground.setState({ ...column, id: crypto.randomUUID(), name: null }, true);
}

/** Its messages have keys of their own: an editor is known by the key of its message. */
function columnLike(conversation: Conversation): Conversation {
  const { turns, parameters } = askedOf(conversation);
  return {
    ...emptyConversation(parameters, conversation.calls),
    ...withNewKeys(chained(turns)),
  };
}

/** What was asked last is asked anew: it begins with the values of then. */
function askedOf(conversation: Conversation): { turns: Turn[]; parameters: Parameters } {
  const shown = shownTurns(conversation).filter((turn) => turn.kind === 'answer' || !turn.isNew);
  const asked = shown.slice(0, shown.findLastIndex(({ kind }) => kind === 'prompt') + 1);
  const { turns, values } = askedAnew(asked);
  const variables = { ...conversation.parameters.variables, ...values };
  return { turns, parameters: { ...conversation.parameters, variables } };
}

function undoable(title: string, before: Comparison) {
  const onAct = () => useComparison.setState({ ...before, isUntouched: false });
  showToast({ title, action: { label: 'Undo', onAct } });
}
