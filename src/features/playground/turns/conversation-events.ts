import { withValuesKept } from '../variables/variables';
import { initialParameters, type Parameters } from '../parameters/parameters';
import type { AnswerTurn, Turn } from './conversation';
import { discardedTold } from './discarded';
import {
  type Conversation,
  draftTurn,
  emptyConversation,
  emptyDraft,
  isAnswering,
  isDraftEmpty,
  usePlayground,
} from './playground-store';
import { openTalk, type Talk } from './talk';
import {
  chained,
  shownTurns,
  type TurnTree,
  withAppended,
  withMore,
  withReopened,
  type Written,
} from './turn-tree';

/** A file has been read, which takes its time: the draft is the one of now. */
export function draftExtended(more: Partial<Written>) {
  usePlayground.setState(({ draft }) => ({ draft: withMore(draft, more) }));
}

export function draftChanged(change: Partial<Conversation['draft']>) {
  usePlayground.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

/** What was written and not sent goes; Undo brings it back, before what was written since. */
export function draftDiscarded() {
  const { id, draft } = usePlayground.getState();
  usePlayground.setState({ draft: emptyDraft });
  discardedTold(() => {
    const now = usePlayground.getState();
    if (now.id === id) usePlayground.setState({ draft: withMore(draft, now.draft) });
  });
}

export function parametersChanged(change: Partial<Parameters>, talk: Talk = openTalk) {
  talk.setState(({ parameters }) => ({ parameters: { ...parameters, ...change } }));
}

/** Null leaves the braces as they are. */
export function variableChanged(name: string, value: string | null) {
  usePlayground.setState(({ parameters }) => ({
    parameters: { ...parameters, variables: { ...parameters.variables, [name]: value } },
  }));
}

/** The conversation is sent: from here on its messages keep the values that fill them now. */
export function valuesKept(talk: Talk = openTalk) {
  talk.setState((state) => ({
    turns: withValuesKept(state.turns, shownTurns(state), state.parameters.variables),
  }));
}

/** Puts the draft at the end of the conversation. */
export function draftAdded() {
  usePlayground.setState((state) => {
    const { draft } = state;
    if (isDraftEmpty(draft)) return {};
    return { ...withAppended(state, draftTurn(draft)), draft: emptyDraft };
  });
}

export function answerReopened(turn: AnswerTurn, talk: Talk = openTalk) {
  treeChanged((tree) => withReopened(tree, turn), talk);
}

/** A stored completion, or a request, begins a conversation of its own. */
export function conversationOpened(turns: readonly Turn[], change: Partial<Parameters>) {
  usePlayground.setState({
    ...emptyConversation({ ...initialParameters, ...change }),
    ...chained(turns),
  });
}

/** A running answer writes into its turn: the conversation is not rebuilt under it. */
export function treeChanged(change: (tree: TurnTree) => TurnTree, talk: Talk): boolean {
  const state = talk.getState();
  if (isAnswering(state)) return false;
  talk.setState(change(state));
  return true;
}
