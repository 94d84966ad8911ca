import { namesOf } from '../../sql/search-names';
import { searchTextOf } from '../../sql/search-text';
import { storedMetadata } from '../../sql/storable-values';
import { type SqliteDatabase, sqliteCode } from '../database';

/** A completion as it is searched: what it says, and what it is called. Without `text`: that has not changed. */
export type Searched = { k: number; text?: string; ids: string; vals: string };

type Named = { k: number; id: string; upstreamId: string | null; metadata: string };
type Row = Named & { messages?: string; body?: string };

const NAMED = 'k, id, upstream_id AS upstreamId, metadata';
const SAID = `${NAMED}, messages, body`;

/** What is still being made is not searched. */
const of = (columns: string, table: string) =>
  `SELECT ${columns} FROM ${table} WHERE k = ?1 AND state <> 'running'`;
const either = (columns: string) =>
  `${of(columns, 'completions')} UNION ALL ${of(columns, 'trash')}`;

const [BY_NAME, WHOLE] = [either(NAMED), either(SAID)];

/**
 * Of the main file, what is in the trash included; null where there is nothing to find. One that lies on damaged pages
 * is not found, and does not keep others from being found.
 */
export function searchedAt(main: SqliteDatabase, k: number, isNameOnly = false): Searched | null {
  const row = readable(() => main.all<Row>(isNameOnly ? BY_NAME : WHOLE, [k]))?.[0];
  if (!row) return null;
  const { messages, body, metadata } = row;
  const names = namesOf({ ...row, metadata: storedMetadata(metadata) });
  if (messages === undefined || body === undefined) return { k, ...names };
  return { k, text: searchTextOf({ messages, body }), ...names };
}

function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!/^SQLITE_(CORRUPT|IOERR)/.test(sqliteCode(error) ?? '')) throw error;
    return null;
  }
}

/** Makes a completion findable as it is now. */
export function index(database: SqliteDatabase, { k, text, ids, vals }: Searched): void {
  if (text !== undefined) indexText(database, k, text);
  const lines = ended(vals);
  const [known] = database.all<Pick<Searched, 'ids' | 'vals'>>(
    'SELECT ids, vals FROM completion_names WHERE rowid = ?',
    [k],
  );
  if (known?.ids === ids && known.vals === lines) return;
  database.run('INSERT OR REPLACE INTO completion_names (rowid, ids, vals) VALUES (?, ?, ?)', [
    k,
    ids,
    lines,
  ]);
}

/** Taking an entry out of the index of texts costs a hundred times what reading the text does. */
function indexText(database: SqliteDatabase, k: number, text: string): void {
  if (textOf(database, k) === text) return;
  unindexText(database, k);
  database.run('INSERT INTO completion_texts (k, text) VALUES (?, ?)', [k, text]);
  database.run('INSERT INTO completion_search (rowid, text) VALUES (?, ?)', [k, wordsOf(text)]);
}

export function unindex(database: SqliteDatabase, k: number): void {
  unindexText(database, k);
  database.run('DELETE FROM completion_names WHERE rowid = ?', [k]);
}

/** The index keeps no text of its own, so that it has to be told what to forget. */
function unindexText(database: SqliteDatabase, k: number): void {
  const text = textOf(database, k);
  if (text === undefined) return;
  database.run(
    "INSERT INTO completion_search (completion_search, rowid, text) VALUES ('delete', ?, ?)",
    [k, wordsOf(text)],
  );
  database.run('DELETE FROM completion_texts WHERE k = ?', [k]);
}

function textOf(database: SqliteDatabase, k: number): string | undefined {
  const text = database.value('SELECT text FROM completion_texts WHERE k = ?', [k]);
  return typeof text === 'string' ? text : undefined;
}

/** Each once, since the index finds words; phrases are read in the text. */
function wordsOf(text: string): string {
  return ended([...new Set(text.split(/[ \n]/))].join('\n'));
}

/** So that every letter begins a trigram. */
function ended(lines: string): string {
  return `${lines}\n\n`;
}
