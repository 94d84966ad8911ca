import type { SqliteDatabase } from '../database';

/** What of a completion the index has to be brought up to: the higher ones include the lower ones. */
const WHAT = { names: 1, all: 2, erased: 3 } as const;
export const ERASED = WHAT.erased;
export const NAMES = WHAT.names;

export type Entry = { n: number; k: number; what: number };

/**
 * What the search index does not know yet. Its first entry is of no completion: by it an index is told from that of
 * another database. The newest one that is indexed always stays, so that numbers go on and an index finds its place.
 */
export const CREATE_SEARCH_LOG = `CREATE TABLE IF NOT EXISTS search_log (
    n INTEGER PRIMARY KEY,
    k INTEGER NOT NULL,
    what INTEGER NOT NULL
  ) STRICT;
  INSERT INTO search_log (k, what) VALUES (-1 - abs(random() % 9007199254740990), ${WHAT.names});`;

/** Within the transaction of what it notes: a process that dies leaves both or neither. */
export function noteChange(database: SqliteDatabase, k: number, what: keyof typeof WHAT): void {
  database.run('INSERT INTO search_log (k, what) VALUES (?, ?)', [k, WHAT[what]]);
}

/** Forgets the entries before `done`, which are in the index. */
export function forgetIndexed(database: SqliteDatabase, done: number): void {
  database.run('DELETE FROM search_log WHERE n < ?', [done]);
}

/** The newest entry. */
export function newestEntry(database: SqliteDatabase): Entry {
  const [entry] = database.all<Entry>('SELECT n, k, what FROM search_log ORDER BY n DESC LIMIT 1');
  if (!entry) throw new Error('the log of the search index has lost its first entry');
  return entry;
}
