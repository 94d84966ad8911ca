import { idPart } from '../sql/search-names';
import { indexedParts, isTrigram } from '../sql/search-text';
import type { Bind, Dialect, Driver, SearchDriver, TableDatabase } from '../table/selection';
import type { SqliteDatabase } from './database';
import { Prefixes } from './search/prefixes';
import { memoryOf } from '../table/memory';
import { NO_TAIL, type Tail } from './search/tail';
import { WHOLE } from './tallies';

/** What a search is made of: what the index does not answer, and what of it begins with a short word. */
type Index = { tail: Tail; prefixes: Prefixes };

/** INDEXED BY and CROSS JOIN are SQLite's ways to fix the index and the order of a join. */
const dialectWith = (index: Index): Dialect => ({
  running: 'completions c INDEXED BY completions_running',
  tallies: { areNoted: false, whole: WHOLE },
  entries: (driver, bind) => entries(driver, index, bind),
  rows: (entries) => `${entries} CROSS JOIN completions c ON c.k = d.k`,
  finds: (word) => saidBy(word, index.prefixes) !== null && valuesBy(word, index.prefixes) !== null,
  namedBy: (word, bind) => `SELECT 1 FROM completion_names n WHERE ${named([word], index, bind)}`,
  contains: (words, bind) => contains(words, index.tail, bind),
});

export function tableOn(database: SqliteDatabase, tail = NO_TAIL): TableDatabase {
  return {
    dialect: dialectWith({ tail, prefixes: new Prefixes(database) }),
    memory: memoryOf(database),
    rows: (sql, values) => database.rows(sql, values),
  };
}

function entries(driver: Driver, index: Index, bind: Bind): string {
  if (driver.kind === 'table') return 'completions c INDEXED BY completions_table';
  if (driver.kind === 'sorted') return `completions c INDEXED BY completions_${driver.sort}`;
  // What lies in the trash stays in the search index: only the join leaves it out.
  if (driver.kind === 'search')
    return `(${found(driver, index, bind)}) d CROSS JOIN completions c INDEXED BY completions_table ON c.k = d.k`;
  return driver.kind === 'key'
    ? 'completion_metadata d INDEXED BY completion_metadata_key'
    : 'completion_metadata d';
}

/** Rows whose texts hold all words, and those that are called by some of them and hold the others. */
function found({ words, names }: SearchDriver, index: Index, bind: Bind): string {
  const { tail } = index;
  const texts = ['t.rowid', said(words, index, bind)];
  const called = [
    'n.rowid',
    named(names, index, bind),
    ...(words.length > 1 ? [holds('n.rowid', words, bind)] : []),
  ];
  const arms = [
    ['completion_search t', ...texts],
    ...(names.length === 0 ? [] : [['completion_names n', ...called]]),
  ].map(([from, k = '', ...where]) => {
    const all = [...where, ...indexed(k, tail, bind)].join(' AND ');
    return `SELECT ${k} AS k FROM ${from} WHERE ${all}`;
  });
  if (!tail.isEmpty) arms.push('SELECT f.k FROM temp.found f');
  // The arms of a set have rows in common; all others are read one beside the other, in order.
  return arms.join(names.length === 0 ? ' UNION ALL ' : ' UNION ');
}

/** That the row at `c.k` says all words, or is called by them: as the index has it, or as its tail was found. */
function contains(words: readonly string[], tail: Tail, bind: Bind): string {
  const held = [holds('c.k', words, bind), ...indexed('c.k', tail, bind)].join(' AND ');
  if (tail.isEmpty) return held;
  return `(EXISTS (SELECT 1 FROM temp.found f WHERE f.k = c.k) OR (${held}))`;
}

/** That the index knows the row at `k` as it is now. */
function indexed(k: string, { isEmpty, below }: Tail, bind: Bind): string[] {
  if (isEmpty) return [];
  return [
    `NOT EXISTS (SELECT 1 FROM temp.pending p WHERE p.k = ${k})`,
    ...(below === null ? [] : [`${k} >= ${bind(below)}`]),
  ];
}

/** That each word stands in the text of the row at `k`, or in what it is called. */
function holds(k: string, words: readonly string[], bind: Bind): string {
  const each = words.map((word) => {
    const id = idPart(word);
    const places = [`instr(s.text, ${bind(word)})`, `instr(m.vals, ${bind(word)})`];
    if (id !== null) places.push(`instr(m.ids, ${bind(id)})`);
    return `(${places.map((place) => `${place} > 0`).join(' OR ')})`;
  });
  return `EXISTS (SELECT 1 FROM completion_names m LEFT JOIN completion_texts s ON s.k = m.rowid
    WHERE m.rowid = ${k} AND ${each.join(' AND ')})`;
}

/** That the text of `t` holds all words: the index has its words, phrases are read. */
function said(words: readonly string[], { prefixes }: Index, bind: Bind): string {
  const match = words.map((word) => saidBy(word, prefixes) ?? NOTHING);
  const phrases = words.filter((word) => word.includes(' '));
  const read = phrases.map(
    (phrase) =>
      `EXISTS (SELECT 1 FROM completion_texts s WHERE s.k = t.rowid AND instr(s.text, ${bind(phrase)}) > 0)`,
  );
  return [`t.completion_search MATCH ${bind(match.join(' AND '))}`, ...read].join(' AND ');
}

/** That a row of names holds one of the words. */
function named(words: readonly string[], { prefixes }: Index, bind: Bind): string {
  const match = words.flatMap((word) => {
    const id = idPart(word);
    const values = valuesBy(word, prefixes) ?? NOTHING;
    return [`vals : (${values})`, ...(id === null ? [] : [`ids : ${quoted(id)}`])];
  });
  return `n.completion_names MATCH ${bind(match.join(' OR '))}`;
}

/** Matches no row. */
const NOTHING = '""';

/** What finds the texts that may hold a word or phrase; null where no index does. */
function saidBy(word: string, prefixes: Prefixes): string | null {
  const parts = indexedParts(word);
  if (parts.length > 0) return parts.map(quoted).join(' AND ');
  return allOf(word.split(' ').map((part) => prefixes.said(part)));
}

/** What finds the rows of names one of whose values holds it. */
function valuesBy(word: string, prefixes: Prefixes): string | null {
  return isTrigram(word) ? quoted(word) : allOf([prefixes.named(word)]);
}

/** One of each list. */
function allOf(lists: readonly (readonly string[] | null)[]): string | null {
  const terms = lists.map((list) => list && (list.map(quoted).join(' OR ') || NOTHING));
  return terms.includes(null) ? null : terms.map((term) => `(${term})`).join(' AND ');
}

/** A quoted phrase: nothing a user types is FTS5 syntax. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
