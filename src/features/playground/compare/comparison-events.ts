import { showToast } from '@/ui/toast-store';
import type { AnswerPlace } from '../answer-place';
import { type AnswerTurn, answerTurn, type Asked, promptTurn, type Turn } from '../conversation';
import { discardedTold } from '../discarded';
import type { Parameters } from '../parameters/parameters';
import { type Conversation, emptyConversation, usePlayground } from '../playground-store';
import { chained, shownTurns, withAppended, withReopened, withShown } from '../turn-tree';
import { answerIn, withChanged } from '../turns-changed';
import { askedAnew, withValuesKept } from '../variables/variables';
import {
  type Comparison,
  isComparing,
  letterOf,
  mostColumns,
  useComparison,
} from './comparison-store';

/** Two columns with what the open conversation asks and how: its last answer is what is to be compared. */
export function comparisonBegun() {
  const before = useComparison.getState();
  if (isComparing(before)) return;
  const conversation = usePlayground.getState();
  const { turns, parameters } = askedOf(conversation);
  const column = (): Conversation => ({
    ...emptyConversation(parameters, conversation.calls),
    ...chained(turns),
  });
  useComparison.setState({ columns: [column(), column()], draft: '' });
  if (before.columns.some(({ turns: said }) => said.length > 0)) undoable('New comparison', before);
}

export function comparedDraftChanged(draft: string) {
  useComparison.setState({ draft });
}

/** What was written and not sent goes; Undo brings it back, before what was written since. */
export function comparedDraftDiscarded() {
  const { draft } = useComparison.getState();
  comparedDraftChanged('');
  discardedTold(() => {
    const since = useComparison.getState().draft;
    comparedDraftChanged([draft, since].filter(Boolean).join('\n\n'));
  });
}

export function columnsTied(isTied: boolean) {
  useComparison.setState({ isTied });
}

/** Another column like the last one. */
export function columnAdded() {
  useComparison.setState(({ columns }) => {
    const last = columns.at(-1);
    if (!last || columns.length >= mostColumns) return {};
    const { turns, parameters } = askedOf(last);
    const added = { ...last, id: crypto.randomUUID(), parameters, ...chained(turns) };
    return { columns: [...columns, added] };
  });
}

export function columnRemoved(id: string) {
  const before = useComparison.getState();
  useComparison.setState({ columns: before.columns.filter((column) => column.id !== id) });
  undoable('Column removed', before);
}

export function columnParametersChanged(id: string, change: Partial<Parameters>) {
  changeColumn(id, (column) => ({ parameters: { ...column.parameters, ...change } }));
}

export function columnVariableChanged(id: string, name: string, value: string | null) {
  changeColumn(id, ({ parameters }) => ({
    parameters: { ...parameters, variables: { ...parameters.variables, [name]: value } },
  }));
}

/** The draft is said in every column. */
export function comparedDraftAdded() {
  useComparison.setState(({ columns, draft }) => {
    if (draft.trim() === '') return {};
    const said = (column: Conversation) =>
      withAppended(column, promptTurn({ role: 'user', content: draft }));
    return { columns: columns.map((column) => ({ ...column, ...said(column) })), draft: '' };
  });
}

/** A column is sent: see `valuesKept` of the open conversation. */
export function columnValuesKept(id: string) {
  changeColumn(id, (column) => ({
    turns: withValuesKept(column.turns, shownTurns(column), column.parameters.variables),
  }));
}

/** A column is asked: its answer gets a place. */
export function columnAsked(id: string, facts: Asked, isStored: boolean): AnswerPlace {
  const turn = answerTurn(facts, isStored);
  changeColumn(id, (column) => withAppended(column, turn));
  return placeInColumn(id, turn.key);
}

/** See `answerReopened` of the open conversation. */
export function columnReopened(id: string, turn: AnswerTurn) {
  changeColumn(id, (column) => withReopened(column, turn));
}

export function columnVersionShown(id: string, key: string) {
  changeColumn(id, ({ turns }) => withShown(turns, key));
}

/** The column goes on as the open conversation; that one stays in the history. */
export function columnTaken(column: Conversation) {
  usePlayground.setState({ ...column, id: crypto.randomUUID(), name: null }, true);
}

export function placeInColumn(id: string, key: string): AnswerPlace {
  const turns = () => useComparison.getState().columns.find((each) => each.id === id)?.turns ?? [];
  return {
    key,
    turn: () => answerIn(turns(), key),
    change: (change) => changeColumn(id, () => ({ turns: withChanged(turns(), key, change) })),
    home() {
      const { columns } = useComparison.getState();
      const at = columns.findIndex((each) => each.id === id);
      return { conversation: null, title: `Compare, column ${letterOf(at)}` };
    },
  };
}

/** What was asked last is asked anew, and each column may fill it with other values: it begins with those of then. */
function askedOf(conversation: Conversation): { turns: Turn[]; parameters: Parameters } {
  const shown = shownTurns(conversation);
  const asked = shown.slice(0, shown.findLastIndex(({ kind }) => kind === 'prompt') + 1);
  const { turns, values } = askedAnew(asked);
  const variables = { ...conversation.parameters.variables, ...values };
  return { turns, parameters: { ...conversation.parameters, variables } };
}

function changeColumn(id: string, change: (column: Conversation) => Partial<Conversation>) {
  useComparison.setState(({ columns }) => ({
    columns: columns.map((column) =>
      column.id === id ? { ...column, ...change(column) } : column,
    ),
  }));
}

function undoable(title: string, { columns, draft }: Comparison) {
  const onAct = () => useComparison.setState({ columns, draft });
  showToast({ title, action: { label: 'Undo', onAct } });
}
