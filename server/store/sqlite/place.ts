import { statSync } from 'node:fs';
import { StoreUnavailable } from '../errors';

/**
 * Remembers which file lies at the path of an open database. The returned function throws {@link StoreUnavailable} when
 * it was moved, removed or replaced since, or its log was: SQLite goes on in the open file, where no next start would
 * find what it writes. A file that is moved back is good again.
 */
export function rememberPlace(file: string): () => void {
  const seen = new Map([[file, identityOf(file)]]);
  return () => {
    for (const path of [file, `${file}-wal`]) {
      const known = seen.get(path) ?? null;
      const now = identityOf(path);
      if (known === null) seen.set(path, now);
      else if (now !== known) throw new StoreUnavailable(`${path} was moved or replaced`);
    }
  };
}

function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}
