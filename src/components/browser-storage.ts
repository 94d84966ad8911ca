import type { PersistStorage, StorageValue } from 'zustand/middleware';
import { showToast } from '@/ui/toast-store';

const writeEveryMs = 500;
const waiting = new Map<string, unknown>();
let timer: ReturnType<typeof setTimeout> | undefined;
let hasComplained = false;

function flush() {
  clearTimeout(timer);
  timer = undefined;
  for (const [name, value] of waiting) write(name, value);
  waiting.clear();
}

function write(name: string, value: unknown) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page goes on working from memory, and says once what that means.
    if (hasComplained) return;
    hasComplained = true;
    showToast({
      tone: 'danger',
      title: 'This browser does not keep your changes',
      detail: 'Its storage is full or blocked. What you see stays until you close the tab.',
    });
  }
}

// A reload or a closed tab must not lose the last half second. The event also fires when a phone's tab is put away.
globalThis.addEventListener?.('pagehide', flush);

/**
 * localStorage for persisted stores. Writes are gathered and only then turned to text, because a streaming answer
 * changes its store 30 times a second.
 */
export function browserStorage<State>(): PersistStorage<State> {
  return {
    getItem(name) {
      try {
        return JSON.parse(localStorage.getItem(name) ?? 'null') as StorageValue<State> | null;
      } catch {
        // Blocked, or not ours: the store starts with what it starts with for a newcomer.
        return null;
      }
    },
    setItem(name, value) {
      waiting.set(name, value);
      timer ??= setTimeout(flush, writeEveryMs);
    },
    removeItem(name) {
      waiting.delete(name);
      localStorage.removeItem(name);
    },
  };
}
