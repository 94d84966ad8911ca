import type { AnswerTurn, Turn } from './conversation';

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
export function firstVersions({ turns }: TurnTree): Map<string | null, string> {
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

/** The next answer becomes another version of this one, or takes its place if it failed without a word. */
export function withReopened({ turns }: TurnTree, answer: AnswerTurn): TurnTree {
  const isVoid = answer.choices.length === 0 && !turns.some(({ parent }) => parent === answer.key);
  const kept = isVoid ? turns.filter(({ key }) => key !== answer.key) : turns;
  return { turns: kept, leaf: answer.parent };
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
