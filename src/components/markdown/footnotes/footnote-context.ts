import { createContext } from 'react';

/** The numbers of a message's notes. Who asks for one hears of that one only: notes come by the thousand. */
export type Footnotes = {
  /** Tells this message's notes from those of others. */
  prefix: string;
  numberOf(label: string): number | undefined;
  /** Calls back when the note with this label gets its number or loses it; returns how to stop that. */
  subscribe(label: string, onChange: () => void): () => void;
  /** The labels of all notes in their order; the same ones again change nothing. */
  set(labels: readonly string[]): void;
  /** Calls back for what was set since. */
  tell(): void;
};

type Numbers = ReadonlyMap<string, number>;

export function createFootnotes(prefix: string): Footnotes {
  let numbers: Numbers = new Map();
  let told = numbers;
  const listeners = new Map<string, Set<() => void>>();
  return {
    prefix,
    numberOf: (label) => numbers.get(label),
    subscribe(label, onChange) {
      const those = listeners.get(label) ?? new Set();
      listeners.set(label, those.add(onChange));
      return () => {
        those.delete(onChange);
        if (those.size === 0 && listeners.get(label) === those) listeners.delete(label);
      };
    },
    set(labels) {
      const isSame =
        labels.length === numbers.size &&
        labels.every((label, at) => numbers.get(label) === at + 1);
      if (!isSame) numbers = new Map(labels.map((label, at) => [label, at + 1]));
    },
    tell() {
      if (told === numbers) return;
      const changed = [...changedIn(told, numbers)];
      told = numbers;
      for (const label of changed) for (const call of listeners.get(label) ?? []) call();
    },
  };
}

function* changedIn(before: Numbers, after: Numbers): Generator<string> {
  for (const label of before.keys()) if (!after.has(label)) yield label;
  for (const [label, number] of after) if (before.get(label) !== number) yield label;
}

export const FootnoteContext = createContext<Footnotes>(createFootnotes(''));

export function noteId(prefix: string, number: number): string {
  return `${prefix}note-${number}`;
}
