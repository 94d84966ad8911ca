import { namesOf } from '../../sql/search-names';
import { searchTextOf } from '../../sql/search-text';
import { storedMetadata } from '../../sql/storable-values';
import { type SqliteDatabase, sqliteCode } from '../database';
import { numberFor, numberOf } from './numbers';

/** A completion as it is searched: what it says, and what it is called. Without `text`: that has not changed. */
export type Searched = { k: number; text?: string; ids: string; vals: string };

/** What is written of positions; null: nothing is left of one. */
export type Changes = Map<number, Searched | null>;

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

/** An index of trigrams of a column, and what it is given of a value. */
const PARTS = [
  { table: 'completion_search', column: 'text', said: wordsOf },
  { table: 'completion_vals', column: 'vals', said: ended },
  { table: 'completion_ids', column: 'ids', said: ended },
] as const;

type Indexed = Record<(typeof PARTS)[number]['column'], string>;
/** What is known of a number, and what is to be. */
type Change = { n: number; before: Indexed | undefined; after: Indexed | undefined };

/**
 * Makes completions findable as they are now. In two passes: where an entry is taken out and another of its number put in
 * before FTS5 has written the first one down, it loses others (SQLite 3.45.1). A savepoint makes it write.
 */
export function applyChanges(
  index: SqliteDatabase,
  main: SqliteDatabase,
  changes: Changes,
  isWalking: boolean,
): void {
  const all = [...changes].toSorted(([a], [b]) => a - b);
  const known = all.map(([k, found]) => changeOf(index, k, found)).filter((each) => each !== null);
  for (const each of inOrder(known)) remove(index, each);
  index.script('SAVEPOINT taken_out; RELEASE taken_out');
  const fresh = all.flatMap(([k, found]) => {
    if (found?.text === undefined || numberOf(index, k) !== null) return [];
    const n = numberFor(index, main, k, isWalking);
    const after = { ids: found.ids, vals: found.vals, text: found.text };
    writeRow(index, n, k, after);
    return [{ n, before: undefined, after }];
  });
  for (const each of inOrder([...known, ...fresh])) add(index, each);
}

/** FTS5 writes what comes in the order of numbers at once. */
function inOrder(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => a.n - b.n);
}

function changeOf(index: SqliteDatabase, k: number, found: Searched | null): Change | null {
  const n = numberOf(index, k);
  if (n === null) return null;
  const sql = 'SELECT ids, vals, text FROM completion_texts WHERE n = ?';
  const [before] = index.all<Indexed>(sql, [n]);
  if (!before) return null;
  const { ids, vals, text = before.text } = found ?? before;
  return { n, before, after: found ? { ids, vals, text } : undefined };
}

/** The indexes keep no texts of their own, so that they have to be told what to forget. Costs a hundred times a look. */
function remove(index: SqliteDatabase, { n, before, after }: Change): void {
  if (!before) return;
  for (const { table, column, said } of PARTS)
    if (before[column] !== after?.[column])
      index.run(`INSERT INTO ${table} (${table}, rowid, ${column}) VALUES ('delete', ?, ?)`, [
        n,
        said(before[column]),
      ]);
  if (!after) index.run('DELETE FROM completion_texts WHERE n = ?', [n]);
  else if (PARTS.some(({ column }) => before[column] !== after[column]))
    index.run('UPDATE completion_texts SET ids = ?, vals = ?, text = ? WHERE n = ?', [
      after.ids,
      after.vals,
      after.text,
      n,
    ]);
}

function writeRow(index: SqliteDatabase, n: number, k: number, after: Indexed): void {
  index.run('INSERT INTO completion_texts (n, k, ids, vals, text) VALUES (?, ?, ?, ?, ?)', [
    n,
    k,
    after.ids,
    after.vals,
    after.text,
  ]);
}

function add(index: SqliteDatabase, { n, before, after }: Change): void {
  if (!after) return;
  for (const { table, column, said } of PARTS)
    if (before?.[column] !== after[column])
      index.run(`INSERT INTO ${table} (rowid, ${column}) VALUES (?, ?)`, [n, said(after[column])]);
}

/** Each once: the index finds words; phrases are read in the text. Every letter begins a trigram, that of no two words. */
function wordsOf(text: string): string {
  return ended([...new Set(text.split(/[ \n]/))].join('\n\n'));
}

/** So that every letter begins a trigram. */
function ended(lines: string): string {
  return `${lines}\n\n`;
}
