import type { Written } from './turn-tree';

/** What was typed over messages and neither saved nor discarded, by the key of the turn. */
export type Edits = Readonly<Record<string, Written>>;

/** Undefined when there is nothing. A file from elsewhere may hold any key. */
export function editIn(edits: Edits, key: string): Written | undefined {
  return Object.hasOwn(edits, key) ? edits[key] : undefined;
}

export function withoutEdit(edits: Edits, key: string): Edits {
  return Object.fromEntries(Object.entries(edits).filter(([each]) => each !== key));
}
