import type { Value } from '../columns';
import { searchWords } from '#contract/search-words';
import { drivingWords } from '../table/driver';
import type { CompletionFilter } from '../table/query';
import type { Bind, SearchDriver, TableDatabase } from '../table/dialect';
import { Selection } from '../table/selection';
import { nextSlice } from '../table/sweep';
import type { PostgresDatabase } from './database';
import { hasTail } from './search-tail';
import { indexed } from './trigrams';
import { either, named, said } from './words';

/** Of more, walking the newest rows meets a page of them as soon. */
const MOST_LISTED = 3_000;
/** Of the newest rows, which tell how many there may be: statistics know nothing of long texts. */
const SAMPLE = 500;

/**
 * What a search finds by the trigram index, which has nothing in order: a page of few is made of all of them. Null where
 * they are many, so that the table is walked, newest first, and each text is read.
 */
export async function listed(
  database: PostgresDatabase,
  table: TableDatabase,
  filter: CompletionFilter,
): Promise<SearchDriver | null> {
  if (await areMany(table, filter)) return null;
  const { words, names } = await drivingWords(table, filter);
  if (words.length === 0) return null;
  const values: Value[] = [];
  const all = found({ words, names }, await hasTail(database), (value) => `$${values.push(value)}`);
  const sql = `SELECT k FROM (${all}) found LIMIT ${MOST_LISTED + 1}`;
  const rows = await database.analyze<{ k: number }>(sql, values, true);
  if (rows.length > MOST_LISTED) return null;
  return { kind: 'search', words, names, found: [...new Set(rows.map(({ k }) => k))] };
}

async function areMany(database: TableDatabase, filter: CompletionFilter): Promise<boolean> {
  const words = searchWords(filter.search).filter(database.dialect.finds);
  if (words.length === 0) return true;
  const table = { kind: 'table' } as const;
  const { oldest, entries } = await nextSlice(database, filter, table, {}, SAMPLE);
  if (oldest === null) return true;
  const selection = new Selection(database.dialect, table).created(filter).saying(words);
  const [row] = await database.rows<{ found: number; rows: number }>(
    selection.between({ from: oldest }).sql(`count(*) AS found,
      (SELECT reltuples FROM pg_class WHERE oid = 'chatkeep.completions'::regclass) AS rows`),
    selection.values,
  );
  return row !== undefined && (row.found / entries) * row.rows > MOST_LISTED;
}

/**
 * Rows whose texts hold all words, and those that are called by some of them and hold the others; in no order, and some
 * of them twice.
 */
function found(
  { words, names }: Pick<SearchDriver, 'words' | 'names'>,
  isTail: boolean,
  bind: Bind,
): string {
  const holds = words.map((word) => said(word, bind)).join(' AND ');
  // What the trigram index holds, and what it will: see search-tail.ts.
  const parts = words.map((word) => indexed(bind(word))).join(' AND ');
  const texts = [`s.ended AND ${parts}`, ...(isTail ? ['NOT s.ended'] : [])]
    .map((place) => `SELECT s.k FROM chatkeep.completion_search s WHERE ${place} AND ${holds}`)
    .join(' UNION ALL ');
  if (names.length === 0) return texts;
  const some = names.map((word) => named(word, bind)).join(' OR ');
  const called = `${texts} UNION ALL SELECT n.k FROM chatkeep.completion_names n`;
  if (words.length === 1) return `${called} WHERE ${some}`;
  return `${called} JOIN chatkeep.completion_search s USING (k)
    WHERE (${some}) AND ${either(words, bind)}`;
}
