import { useSyncExternalStore } from 'react';
import type { Connection } from '@/api/connection';
import { DRAFT_PREFIX, useAnyDraft } from './any-draft';

/** What a draft belongs to: a source, one of its completions (or of its conversations), and a part of that. */
export type DraftKey = {
  source: string;
  id: string;
  /** `metadata`, `note <key>`, `value <key>`, `turn <key>`. */
  part: string;
};

type Kept = { value: unknown; at: number; size: number };

export const DRAFT_LIMITS = {
  count: 300,
  /** UTF-16 code units of all drafts together; browsers give a site about five million. */
  size: 1_500_000,
  /** Milliseconds. */
  age: 60 * 24 * 60 * 60 * 1000,
} as const;

let kept: Map<string, Kept> | null = null;
const listeners = new Set<() => void>();
/** Raised when a draft comes back that was discarded: an editor that is open begins anew with it. */
const returns = new Map<string, number>();

export function draftKey({ id, baseUrl }: Connection, completion: string, part: string): DraftKey {
  return { source: `${id} ${baseUrl}`, id: completion, part };
}

/** What was typed and neither saved nor discarded; undefined when there is nothing. */
export function readDraft(key: DraftKey): unknown {
  return drafts().get(nameOf(key))?.value;
}

/** Keeps what was typed, over a reload too. `value` is anything that JSON can say. */
export function keepDraft(key: DraftKey, value: unknown): void {
  const name = nameOf(key);
  const text = JSON.stringify({ value, at: Date.now() });
  const all = drafts();
  // The last one written is the last of the map, and the last to go.
  all.delete(name);
  all.set(name, { value, at: Date.now(), size: name.length + text.length });
  trim(all, name);
  write(name, text);
  useAnyDraft.setState({ isAny: true });
  tell();
}

/** It was saved or discarded. */
export function dropDraft(key: DraftKey): void {
  const name = nameOf(key);
  if (!drafts().delete(name)) return;
  forget(name);
  tell();
}

/** Takes back that it was discarded. */
export function returnDraft(key: DraftKey, value: unknown): void {
  returns.set(nameOf(key), returnsOf(key) + 1);
  keepDraft(key, value);
}

/** Changes whenever a discarded draft comes back; a key for the editor of it. */
export function useDraftReturns(key: DraftKey): number {
  return useSyncExternalStore(subscribeToDrafts, () => returnsOf(key));
}

/** Whether anything was typed for a completion that is not saved yet. */
export function useHasDraft(source: string, id: string): boolean {
  return useSyncExternalStore(subscribeToDrafts, () => hasDraft(source, id));
}

function hasDraft(source: string, id: string): boolean {
  const beginning = beginningOf(source, id);
  for (const name of drafts().keys()) if (name.startsWith(beginning)) return true;
  return false;
}

function returnsOf(key: DraftKey): number {
  return returns.get(nameOf(key)) ?? 0;
}

function nameOf({ source, id, part }: DraftKey): string {
  return beginningOf(source, id) + JSON.stringify(part);
}

/** JSON, so that no id can look like the end of another's. */
function beginningOf(source: string, id: string): string {
  return `${DRAFT_PREFIX}${JSON.stringify([source, id])} `;
}

/** For `useSyncExternalStore`. */
export function subscribeToDrafts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

function drafts(): Map<string, Kept> {
  kept ??= stored();
  return kept;
}

function stored(): Map<string, Kept> {
  const found: [string, Kept][] = [];
  try {
    for (let n = 0; n < localStorage.length; n += 1) {
      const name = localStorage.key(n);
      if (name?.startsWith(DRAFT_PREFIX)) found.push([name, parsed(name)]);
    }
  } catch {
    // Blocked storage: drafts live as long as the page.
  }
  const all = new Map(found.toSorted(([, a], [, b]) => a.at - b.at));
  trim(all, null);
  return all;
}

function parsed(name: string): Kept {
  const text = localStorage.getItem(name) ?? '';
  const size = name.length + text.length;
  try {
    // Written above, unless somebody else did: then it has no age, and goes.
    const { value, at } = JSON.parse(text) as { value: unknown; at: unknown };
    return { value, at: typeof at === 'number' ? at : 0, size };
  } catch {
    return { value: undefined, at: 0, size };
  }
}

/** The oldest go until the others fit; never the one that is being written. */
function trim(all: Map<string, Kept>, writing: string | null): void {
  let size = 0;
  for (const each of all.values()) size += each.size;
  const oldest = Date.now() - DRAFT_LIMITS.age;
  for (const [name, each] of all) {
    const fits = all.size <= DRAFT_LIMITS.count && size <= DRAFT_LIMITS.size && each.at > oldest;
    if (fits) return;
    if (name === writing) continue;
    size -= each.size;
    all.delete(name);
    forget(name);
  }
}

function write(name: string, text: string): void {
  try {
    localStorage.setItem(name, text);
  } catch {
    // Full or blocked: it lives as long as the page does, and an older text of it must not come back after that.
    forget(name);
  }
}

function forget(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Blocked storage: nothing was written either.
  }
}

// Another tab changed one: what this tab shows of it is read again.
globalThis.addEventListener?.('storage', ({ key }) => {
  if (key !== null && !key.startsWith(DRAFT_PREFIX)) return;
  kept = null;
  tell();
});
