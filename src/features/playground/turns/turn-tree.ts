import { withWords } from '#contract/message/sent-back';
import type { AnswerMessage } from '@/api/wire';
import { contentWith } from '../attachments/attachment';
import type { AnswerTurn, ChoiceEnd, Turn } from './conversation';

/** All turns of all branches, in the order of their making, and the last turn of the branch that is shown. */
export type TurnTree = { turns: Turn[]; leaf: string | null };

/** The branch that is read and sent: from the beginning to the leaf. */
export function shownTurns({ turns, leaf }: TurnTree): Turn[] {
  const byKey = new Map(turns.map((turn) => [turn.key, turn]));
  const shown: Turn[] = [];
  let turn = byKey.get(leaf ?? '');
  while (turn) {
    shown.push(turn);
    // Each turn is met once: a file from elsewhere may hold a circle.
    byKey.delete(turn.key);
    turn = byKey.get(turn.parent ?? '');
  }
  return shown.toReversed();
}

/** The versions of a turn, itself included, in the order of their making. */
export function siblingsOf(turns: readonly Turn[], { parent }: Turn): Turn[] {
  return turns.filter((turn) => turn.parent === parent);
}

/** By what they follow, the keys of the turns that were the first of their versions. */
export function firstVersions(turns: readonly Turn[]): Map<string | null, string> {
  return new Map(turns.toReversed().map(({ parent, key }) => [parent, key]));
}

/** Puts a turn after the leaf and goes on from it. */
export function withAppended({ turns, leaf }: TurnTree, turn: Turn): TurnTree {
  return { turns: [...turns, { ...turn, parent: leaf }], leaf: turn.key };
}

/** The same tree, for a conversation beside it: an answer that is still coming is known by the key of its turn. */
export function withNewKeys({ turns, leaf }: TurnTree): TurnTree {
  const keys = new Map(turns.map(({ key }) => [key, crypto.randomUUID()]));
  const renamed = (key: string | null) => (key === null ? null : (keys.get(key) ?? null));
  return {
    turns: turns.map((turn) => ({
      ...turn,
      key: keys.get(turn.key) ?? turn.key,
      parent: renamed(turn.parent),
    })),
    leaf: renamed(leaf),
  };
}

/** Messages one after another, without branches. */
export function chained(made: readonly Turn[]): TurnTree {
  return made.reduce<TurnTree>(withAppended, { turns: [], leaf: null });
}

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

/** The next answer becomes another version of this one, or takes its place if it failed without a word. */
export function withReopened({ turns }: TurnTree, answer: AnswerTurn): TurnTree {
  const isVoid = answer.choices.length === 0 && !turns.some(({ parent }) => parent === answer.key);
  const kept = isVoid ? turns.filter(({ key }) => key !== answer.key) : turns;
  return { turns: kept, leaf: answer.parent };
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

/** What an editor has made of a message: its text, and what goes along beside it. */
export type Written = { text: string; attachments: readonly unknown[] };

/** What was written, and more after it. */
export function withMore<Before extends Written>(before: Before, more: Partial<Written>): Before {
  return {
    ...before,
    text: [before.text, more.text].filter(Boolean).join('\n\n'),
    attachments: [...before.attachments, ...(more.attachments ?? [])],
  };
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
