import { browserDatabase } from '@/lib/browser-database';
import type { Comparison } from './comparison-store';

export type SavedComparison = {
  comparison: Comparison;
  /** Raised by each write; a writer who knows an older one learns that another tab was faster. */
  revision: number;
  /** The page that wrote it; it never stands in its own way. */
  writer: string;
  /** Unix milliseconds. */
  at: number;
};

/** Each tab has one; those of tabs that were closed long ago go. */
const MOST_KEPT = 10;

const { transact, get } = browserDatabase<{ comparisons: SavedComparison }>(
  'chatkeep-comparisons',
  { comparisons: undefined },
);

export async function readComparison(id: string): Promise<SavedComparison | null> {
  return (await get('comparisons', id)) ?? null;
}

/** Writes a comparison as read at its revision (0: never). False, and nothing written, when another page was faster. */
export async function saveComparison(id: string, saved: SavedComparison): Promise<boolean> {
  const isWritten = await transact<boolean>('readwrite', (store, note) => {
    const comparisons = store('comparisons');
    const read = comparisons.get(id);
    read.onsuccess = () => {
      const current = read.result;
      const isOwn = current?.writer === saved.writer || current?.revision === saved.revision;
      if (current && !isOwn) return;
      comparisons.put({ ...saved, revision: (current?.revision ?? 0) + 1 }, id);
      if (!current) removeOldest(comparisons);
      note(true);
    };
  });
  return isWritten ?? false;
}

function removeOldest(comparisons: Pick<IDBObjectStore, 'delete' | 'openCursor'>) {
  const found: { key: IDBValidKey; at: number }[] = [];
  const reading = comparisons.openCursor();
  reading.onsuccess = () => {
    const cursor = reading.result;
    if (cursor) {
      found.push({ key: cursor.key, at: (cursor.value as SavedComparison).at });
      cursor.continue();
      return;
    }
    const newestFirst = found.toSorted((a, b) => b.at - a.at);
    for (const { key } of newestFirst.slice(MOST_KEPT)) comparisons.delete(key);
  };
}
