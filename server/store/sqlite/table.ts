import { idPart } from '../sql/search-names';
import { indexedParts } from '../sql/search-text';
import type { Bind, Dialect, Driver, SearchDriver, TableDatabase } from '../table/selection';
import type { SqliteDatabase } from './database';
import { WHOLE } from './tallies';

/** INDEXED BY and CROSS JOIN are SQLite's ways to fix the index and the order of a join. */
const dialect: Dialect = {
  running: 'completions c INDEXED BY completions_running',
  tallies: { areNoted: false, whole: WHOLE },
  entries,
  rows: (entries) => `${entries} CROSS JOIN completions c ON c.k = d.k`,
  namedBy: (word, bind) => `SELECT 1 FROM completion_names n WHERE ${named([word], bind)}`,
  contains: (words, bind) => holds('c.k', words, bind),
};

export function tableOn(database: SqliteDatabase): TableDatabase {
  return {
    dialect,
    rows: (sql, values) => database.rows(sql, values),
  };
}

function entries(driver: Driver, bind: Bind): string {
  if (driver.kind === 'table') return 'completions c INDEXED BY completions_table';
  if (driver.kind === 'sorted') return `completions c INDEXED BY completions_${driver.sort}`;
  // What lies in the trash stays in the search index: only the join leaves it out.
  if (driver.kind === 'search')
    return `(${found(driver, bind)}) d CROSS JOIN completions c INDEXED BY completions_table ON c.k = d.k`;
  return driver.kind === 'key'
    ? 'completion_metadata d INDEXED BY completion_metadata_key'
    : 'completion_metadata d';
}

/** Rows whose texts hold all words, and those that are called by some of them and hold the others. */
function found({ words, names }: SearchDriver, bind: Bind): string {
  const texts = `SELECT t.rowid AS k FROM completion_search t WHERE ${said(words, bind)}`;
  if (names.length === 0) return texts;
  const where = [named(names, bind), ...(words.length > 1 ? [holds('n.rowid', words, bind)] : [])];
  return `${texts} UNION SELECT n.rowid FROM completion_names n WHERE ${where.join(' AND ')}`;
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
function said(words: readonly string[], bind: Bind): string {
  const parts = words.flatMap(indexedParts).map(quoted).join(' ');
  const phrases = words.filter((word) => word.includes(' '));
  const read = phrases.map(
    (phrase) =>
      `EXISTS (SELECT 1 FROM completion_texts s WHERE s.k = t.rowid AND instr(s.text, ${bind(phrase)}) > 0)`,
  );
  return [`t.completion_search MATCH ${bind(parts)}`, ...read].join(' AND ');
}

/** That a row of names holds one of the words. */
function named(words: readonly string[], bind: Bind): string {
  const match = words.flatMap((word) => {
    const id = idPart(word);
    return [`vals : ${quoted(word)}`, ...(id === null ? [] : [`ids : ${quoted(id)}`])];
  });
  return `n.completion_names MATCH ${bind(match.join(' OR '))}`;
}

/** A quoted phrase: nothing a user types is FTS5 syntax. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
