import { closeSync, openSync, realpathSync, rmSync, statSync, truncateSync } from 'node:fs';
import { StoreUnavailable } from '../../errors';
import { SqliteDatabase, sqliteCode } from '../database';
import { type Entry, newestEntry } from './log';
import { allTrigrams } from './match';

/** "CHKS": tells an index from other SQLite files. */
const APPLICATION_ID = 0x43484b53;

/** Of the tables, and of how texts are folded and cut. Another one: the index is made anew. */
const VERSION = 4;

/** Above every position. */
export const TOP = Number.MAX_SAFE_INTEGER;

/** How far an index has come. Those of the log are known by number and position, which another log does not have. */
export type Marks = {
  /** All entries of the log up to it are in the index. */
  done: Mark;
  /** The newest one that may be in it. */
  seen: Mark;
  /** Completions below this position are read yet to be; null when all were. */
  below: number | null;
};
type Mark = Pick<Entry, 'n' | 'k'>;

/** The search index of a database: a file beside it that can be thrown away at any time, and is made anew. */
export function indexPath(file: string): string {
  return `${realpathSync(file)}.search`;
}

/** Changes when the file is replaced; null: it is not there. */
export function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && found.size > 0n ? `${found.dev}:${found.ino}` : null;
}

/** An index without entries in the schema of a connection. */
export function createTables(database: SqliteDatabase, schema = 'main'): void {
  database.script(`
    CREATE TABLE ${schema}.completion_texts (
      n INTEGER PRIMARY KEY, k INTEGER NOT NULL,
      ids TEXT NOT NULL, vals TEXT NOT NULL, text TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX ${schema}.completion_places ON completion_texts (k) WHERE n > 0;
    ${createTrigrams(schema, 'completion_search', 'text')}
    ${createTrigrams(schema, 'completion_vals', 'vals')}
    ${createTrigrams(schema, 'completion_ids', 'ids')}
    CREATE TABLE ${schema}.search_marks (
      name TEXT PRIMARY KEY, n INTEGER NOT NULL, k INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;`);
}

/** Which numbers have a trigram. Whether a text holds a word is read in it: to note each place takes seven times the room. */
function createTrigrams(schema: string, table: string, column: string): string {
  return `CREATE VIRTUAL TABLE ${schema}.${table} USING fts5 (
      ${column}, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
    );
    INSERT INTO ${schema}.${table} (${table}, rank) VALUES ('secure-delete', 1);`;
}

/** The index of `main` as it lies there, or an empty one in its place where it is missing, damaged or of another. */
export function openIndex(path: string, main: SqliteDatabase): SqliteDatabase {
  if (identityOf(path) !== null && fits(path, main)) return connect(path);
  removeIndex(path);
  // SQLite would create it world-readable.
  closeSync(openSync(path, 'a', 0o600));
  const made = connect(path, true);
  try {
    made.transaction(() => {
      createTables(made);
      const { n, k } = newestEntry(main);
      writeMarks(made, { done: { n, k }, seen: { n, k }, below: TOP });
      made.script(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION}`);
    });
    return made;
  } catch (error) {
    made.close();
    removeIndex(path);
    throw error;
  }
}

/** Emptied first, since whoever has it open would keep its room on the disk, and what was erased in it. */
export function removeIndex(path: string): void {
  for (const each of [path, `${path}-wal`])
    if (statSync(each, { throwIfNoEntry: false })) truncateSync(each);
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
}

export function readMarks(index: SqliteDatabase): Marks {
  const rows = index.all<Mark & { name: string }>('SELECT name, n, k FROM search_marks');
  const [done, seen, walk] = ['done', 'seen', 'walk'].map((name) =>
    rows.find((row) => row.name === name),
  );
  if (!done || !seen) {
    const cause = Object.assign(new Error('no marks'), { code: 'SQLITE_CORRUPT' });
    throw new StoreUnavailable('the search index is damaged', { cause });
  }
  return { done, seen, below: walk?.k ?? null };
}

export function writeMarks(index: SqliteDatabase, { done, seen, below }: Marks): void {
  const write = (name: string, { n, k }: Mark) =>
    index.run('INSERT OR REPLACE INTO search_marks (name, n, k) VALUES (?, ?, ?)', [name, n, k]);
  write('done', done);
  write('seen', seen);
  if (below === null) index.run("DELETE FROM search_marks WHERE name = 'walk'");
  else write('walk', { n: 0, k: below });
}

export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB|ERROR|IOERR_SHORT_READ)/.test(sqliteCode(error) ?? '');
}

function connect(path: string, isNew = false): SqliteDatabase {
  const index = new SqliteDatabase(path);
  try {
    if (isNew) index.letShrink();
    index.makeDurable();
    return index;
  } catch (error) {
    index.close();
    throw error;
  }
}

/** How many completions an index lacks; null: it has to be made anew. Changes nothing. */
export function unindexed(main: SqliteDatabase, path: string): number | null {
  if (identityOf(path) === null || !fits(path, main)) return null;
  const index = new SqliteDatabase(path);
  try {
    return waiting(main, readMarks(index));
  } finally {
    index.close();
  }
}

/** How many completions wait to be indexed. */
export function waiting(main: SqliteDatabase, { done, below }: Marks): number {
  const logged = 'SELECT count(DISTINCT k) FROM search_log WHERE n > ?';
  const unread = 'SELECT count(*) FROM completions INDEXED BY completions_table WHERE k < ?';
  return Number(main.value(logged, [done.n])) + Number(main.value(unread, [below ?? -1]));
}

/** Whether it is an index of this version, of this database as it is now, and finds what it should. */
function fits(path: string, main: SqliteDatabase): boolean {
  const index = new SqliteDatabase(path);
  try {
    if (index.value('PRAGMA application_id') !== APPLICATION_ID) return false;
    if (index.value('PRAGMA user_version') !== VERSION) return false;
    const { done, seen } = readMarks(index);
    const isKnown = ({ n, k }: Mark) =>
      main.value('SELECT 1 FROM search_log WHERE n = ? AND k = ?', [n, k]) === 1;
    return isKnown(done) && isKnown(seen) && finds(index);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return false;
  } finally {
    index.close();
  }
}

/** Whether the oldest and the newest text are found by their words: to look through it all takes minutes. */
function finds(index: SqliteDatabase): boolean {
  const columns = [
    ['text', 'completion_search'],
    ['ids', 'completion_ids'],
    ['vals', 'completion_vals'],
  ] as const;
  return columns
    .flatMap(([column, found]) => ['ASC', 'DESC'].map((order) => [column, found, order]))
    .every(([column, found, order]) => {
      const [row] = index.all<{ n: number; text: string }>(
        `SELECT n, ${column} AS text FROM completion_texts ORDER BY n ${order} LIMIT 1`,
      );
      const word = /[\p{L}\p{N}-]{3,60}/u.exec(row?.text ?? '')?.[0];
      if (!row || word === undefined) return true;
      const sql = `SELECT count(*) FROM ${found} WHERE ${found} MATCH ? AND rowid = ?`;
      return index.value(sql, [allTrigrams(word), row.n]) === 1;
    });
}
