import { closeSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { StoreUnavailable } from '../errors';
import { isLogHeader, LOG_HEADER } from './log-format';

/**
 * Remembers which file lies at the path of an open database. The returned function throws {@link StoreUnavailable} when
 * it was moved, removed or replaced since, or its log was: SQLite goes on in the open file, where no next start would
 * find what it writes. A file that is moved back is good again. It throws as well when either was cut or written over
 * where it lies: SQLite does not look, and says of each commit that it is there. `sizeNow` is what the database takes
 * itself to be, in bytes.
 */
export function rememberPlace(file: string, sizeNow: () => number): () => void {
  const seen = new Map([[file, lookAt(file).identity]]);
  const log = `${file}-wal`;
  let [size, logSize, logMark] = [0, 0, ''];
  const lookAgain = (path: string) => {
    const now = lookAt(path);
    const known = seen.get(path) ?? null;
    if (known === null) seen.set(path, now.identity);
    else if (now.identity !== known) throw new StoreUnavailable(`${path} was moved or replaced`);
    return now.size;
  };
  return () => {
    const [now, logNow] = [lookAgain(file), lookAgain(log)];
    // Only who rewrites all of it makes it smaller, as VACUUM does.
    if (now < size && now !== sizeNow()) throw cut(file);
    const mark = logNow === 0 ? '' : markOf(log);
    // It begins anew with another mark; whoever empties it has copied all of it.
    const isShorter = mark === logMark && logNow < logSize;
    if (mark === null || isShorter) throw cut(log);
    [size, logSize, logMark] = [now, logNow, mark];
  };
}

/**
 * Nothing of a log that does not begin as logs begin is read at the next start, but whoever closes the database last
 * copies it into the file as it is: pages of zeros. Of an empty one SQLite copies nothing.
 */
export function emptyUnreadableLog(file: string): void {
  const log = `${file}-wal`;
  if (lookAt(log).size > 0 && markOf(log) === null) truncateSync(log);
}

/** Which file lies at a path, null where none does, and its bytes. */
function lookAt(path: string): { identity: string | null; size: number } {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return { identity: null, size: 0 };
  return { identity: `${found.dev}:${found.ino}`, size: Number(found.size) };
}

/**
 * How a log begins; null where none begins so, and nothing of it would be read at the next start. No other file of the
 * database may be opened here: to close it would free the locks that SQLite has on it.
 */
function markOf(log: string): string | null {
  const header = beginningOf(log);
  return isLogHeader(header) ? header.toString('latin1') : null;
}

/** Where no more files can be opened, or none can be read, nothing is known of it: what is written may be lost. */
function beginningOf(log: string): Buffer {
  const header = Buffer.alloc(LOG_HEADER);
  try {
    const handle = openSync(log, 'r');
    try {
      readSync(handle, header, 0, LOG_HEADER, 0);
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    throw new StoreUnavailable(`${log} cannot be read`, { cause });
  }
  return header;
}

function cut(path: string): StoreUnavailable {
  return new StoreUnavailable(`${path} was cut or written over`);
}
