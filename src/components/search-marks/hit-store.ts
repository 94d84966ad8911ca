import { useSyncExternalStore } from 'react';
import type { HitPattern } from './find-hits';

// What finds the words of the table's search; loaded with the first search, so that a table without one needs none.

let current: HitPattern | null = null;
const listeners = new Set<() => void>();

export function showHits(pattern: HitPattern | null): void {
  current = pattern;
  for (const tell of listeners) tell();
}

export function useHits(): HitPattern | null {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
