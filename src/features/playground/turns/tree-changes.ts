import { withWords } from '#contract/message/sent-back';
import type { AnswerMessage } from '@/api/wire';
import { contentWith } from '../attachments/attachment';
import type { ChoiceEnd, Turn } from './conversation';
import { shownTurns, siblingsOf, type TurnTree, withAppended, type Written } from './turn-tree';

/** Shows this version, and of what follows it the branch that was begun last. */
export function withShown(turns: Turn[], key: string): TurnTree {
  let leaf = key;
  for (;;) {
    const next = turns.findLast(({ parent }) => parent === leaf);
    if (!next) return { turns, leaf };
    leaf = next.key;
  }
}

/**
 * A new version of a turn beside the old one. What followed the old one on the shown branch is copied, so that the
 * conversation reads on as before; the old version keeps its own.
 */
export function withVersion(tree: TurnTree, turn: Turn, change: (turn: Turn) => Turn): TurnTree {
  const shown = shownTurns(tree);
  const followers = shown.slice(shown.findIndex(({ key }) => key === turn.key) + 1);
  const copies = [change(turn), ...followers].map((each) => ({
    ...each,
    key: crypto.randomUUID(),
  }));
  return copies.reduce<TurnTree>(withAppended, { turns: tree.turns, leaf: turn.parent });
}

/**
 * One of several versions goes with all that follows it, and the version beside it is shown; a turn without others
 * goes alone, and what follows closes up.
 */
export function withoutTurn(tree: TurnTree, turn: Turn): TurnTree {
  const siblings = siblingsOf(tree.turns, turn);
  if (siblings.length === 1) {
    const turns = tree.turns.flatMap((each) => {
      if (each.key === turn.key) return [];
      return each.parent === turn.key ? { ...each, parent: turn.parent } : each;
    });
    return { turns, leaf: tree.leaf === turn.key ? turn.parent : tree.leaf };
  }
  const gone = branchKeys(tree.turns, turn.key);
  const turns = tree.turns.filter(({ key }) => !gone.has(key));
  const at = siblings.indexOf(turn);
  return withShown(turns, (siblings[at - 1] ?? siblings[at + 1] ?? turn).key);
}

/** Undoes what was taken away from `before`; what came since stays. */
export function withRestored(before: TurnTree, now: TurnTree): TurnTree {
  const current = new Map(now.turns.map((turn) => [turn.key, turn]));
  const restored = before.turns.map((old) => {
    const turn = current.get(old.key) ?? old;
    current.delete(old.key);
    return { ...turn, parent: old.parent };
  });
  const isGoneOn = current.size > 0;
  return { turns: [...restored, ...current.values()], leaf: isGoneOn ? now.leaf : before.leaf };
}

function branchKeys(turns: readonly Turn[], root: string): Set<string> {
  const keys = new Set([root]);
  const waiting = [root];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    for (const turn of turns) {
      if (turn.parent !== key || keys.has(turn.key)) continue;
      keys.add(turn.key);
      waiting.push(turn.key);
    }
  }
  return keys;
}

/** Puts a turn between another and all that follows it. */
export function withInserted({ turns, leaf }: TurnTree, after: Turn, turn: Turn): TurnTree {
  const moved = turns.map((each) =>
    each.parent === after.key ? { ...each, parent: turn.key } : each,
  );
  const isLast = leaf === after.key;
  return {
    turns: [...moved, { ...turn, parent: after.key }],
    leaf: isLast ? turn.key : leaf,
  };
}

/** Changes places with the turn before it; other branches stay where they are. */
export function withRaised({ turns, leaf }: TurnTree, turn: Turn): TurnTree {
  const before = turns.find(({ key }) => key === turn.parent);
  if (!before) return { turns, leaf };
  const changed = turns.map((each) => {
    if (each.key === turn.key) return { ...each, parent: before.parent };
    if (each.key === before.key) return { ...each, parent: turn.key };
    return each.parent === turn.key ? { ...each, parent: before.key } : each;
  });
  return { turns: changed, leaf: leaf === turn.key ? before.key : leaf };
}

/** Moves a turn to the place before another of the shown ones, or to the end. */
export function withPlaced(tree: TurnTree, { key }: Turn, before: string | null): TurnTree {
  const shown = shownTurns(tree);
  const from = shown.findIndex((turn) => turn.key === key);
  const end = before === null ? shown.length : shown.findIndex((turn) => turn.key === before);
  if (from === -1 || end === -1) return tree;
  // Upwards it changes places with each before it; downwards each after it does so with it.
  const raised =
    end <= from
      ? Array.from({ length: from - end }, () => key)
      : shown.slice(from + 1, end).map((turn) => turn.key);
  return raised.reduce((changed, each) => {
    const turn = changed.turns.find((one) => one.key === each);
    return turn ? withRaised(changed, turn) : changed;
  }, tree);
}

/** The turn with that in place of what it said. An answer has nothing beside its text. */
export function inNewWords(turn: Turn, { text, attachments }: Written): Turn {
  if (turn.kind === 'prompt') {
    const { isError: _, came: __, values: ___, ...rest } = turn;
    const { content_parts: ____, ...message } = turn.message;
    return { ...rest, message: { ...message, content: contentWith(text, attachments) } };
  }
  const choices = turn.choices.map((choice, at) =>
    // The members of an answer are those of the wire, of whatever types.
    at === turn.shown ? (withWords({ ...choice }, text) as unknown as AnswerMessage) : choice,
  );
  // Probabilities and the end belong to the words of the model.
  const ends = turn.ends?.map((end, at) => (at === turn.shown ? NO_END : end));
  const { begun: _, ...rest } = turn;
  return { ...rest, choices, ...(ends && { ends }), isEdited: true };
}

const NO_END: ChoiceEnd = { finish: null, logprobs: null };
