import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A copy of the database as it was before a migration: it still holds what was erased since. */
export type MigrationCopy = {
  /** Absolute path. */
  path: string;
  /** Unix milliseconds, from when on it is removed. */
  removedAt: number;
};

/** Days that a copy stays, by the time of its file: long enough to go back to the former release. */
const COPY_DAYS = 30;
const MS_PER_DAY = 86_400_000;

/** The copies beside a SQLite file, the oldest first; none where the folder cannot be read. */
export function migrationCopies(file: string): MigrationCopy[] {
  const start = `${basename(file)}.before-`;
  const isCopy = (name: string) => name.startsWith(start) && /^\d+$/.test(name.slice(start.length));
  return namesIn(dirname(file))
    .filter(isCopy)
    .flatMap((name) => {
      const path = join(dirname(file), name);
      const found = statSync(path, { throwIfNoEntry: false });
      return found?.isFile() ? [{ path, removedAt: found.mtimeMs + COPY_DAYS * MS_PER_DAY }] : [];
    })
    .sort((a, b) => a.removedAt - b.removedAt);
}

/** Removes the copies whose time is over. `now` in Unix milliseconds. */
export function removeOldCopies(file: string, now: number): void {
  for (const { path, removedAt } of migrationCopies(file)) {
    if (removedAt <= now) rmSync(path, { force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
