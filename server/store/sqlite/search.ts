import type { Metadata } from '#contract/metadata';
import type { StoredCompletion } from '../completion';
import { namesOf, valuesOf } from '../sql/search-names';
import { searchTextOf } from '../sql/search-text';
import { storedMetadata } from '../sql/storable-values';
import type { SqliteDatabase } from './database';

/** What makes a completion findable. */
export type Findable = Pick<StoredCompletion, 'k' | 'id' | 'upstreamId' | 'metadata'> & {
  messages: string;
  body: string;
};

type Row = Omit<Findable, 'metadata'> & { metadata: string };

const COLUMNS = 'k, id, upstream_id AS upstreamId, metadata, messages, body';

/** Makes those rows findable that a condition names, `limit` at most, in the order of position; the last of them, or null. */
export function indexWhere(
  database: SqliteDatabase,
  table: 'completions' | 'trash',
  where: string,
  values: readonly (string | number)[],
  limit = 1,
): number | null {
  const rows = database.all<Row>(
    `SELECT ${COLUMNS} FROM ${table} WHERE ${where} ORDER BY k LIMIT ${limit}`,
    values,
  );
  for (const { metadata, ...row } of rows)
    index(database, { ...row, metadata: storedMetadata(metadata) });
  return rows.at(-1)?.k ?? null;
}

/** Makes a completion findable. One that ends a second time is indexed anew. */
export function index(database: SqliteDatabase, row: Findable): void {
  indexText(database, row.k, searchTextOf(row));
  const { ids, vals } = namesOf(row);
  database.run('INSERT OR REPLACE INTO completion_names (rowid, ids, vals) VALUES (?, ?, ?)', [
    row.k,
    ids,
    vals,
  ]);
}

/** Taking an entry out of the index of texts costs a hundred times what reading the text does. */
function indexText(database: SqliteDatabase, k: number, text: string): void {
  if (textOf(database, k) === text) return;
  unindexText(database, k);
  database.run('INSERT INTO completion_texts (k, text) VALUES (?, ?)', [k, text]);
  database.run('INSERT INTO completion_search (rowid, text) VALUES (?, ?)', [k, wordsOf(text)]);
}

/** Of one that is findable. */
export function indexMetadata(database: SqliteDatabase, k: number, metadata: Metadata): void {
  const values = valuesOf(metadata);
  const known = database.value('SELECT vals FROM completion_names WHERE rowid = ?', [k]);
  if (known !== values)
    database.run('UPDATE completion_names SET vals = ? WHERE rowid = ?', [values, k]);
}

export function unindex(database: SqliteDatabase, k: number): void {
  unindexText(database, k);
  database.run('DELETE FROM completion_names WHERE rowid = ?', [k]);
}

/** The index keeps no text of its own, so that it has to be told what to forget. */
export function unindexText(database: SqliteDatabase, k: number): void {
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
  return [...new Set(text.split(/[ \n]/))].join('\n');
}
