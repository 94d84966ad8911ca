import type { SqliteDatabase } from './sqlite-database';
import type { Bind, Dialect, Driver, TableDatabase } from './table-sql';

/** Shorter words have no trigram. */
const TRIGRAM = 3;

/** INDEXED BY and CROSS JOIN are SQLite's ways to fix the index and the order of a join. */
const dialect: Dialect = {
  placeholder: (n) => `?${n}`,
  completions: 'completions',
  metadata: 'completion_metadata',
  searchKey: 'rowid',
  entries,
  from(driver) {
    const isJoined = driver.kind !== 'pair' && driver.kind !== 'key';
    return isJoined ? entries(driver) : `${entries(driver)} CROSS JOIN completions c ON c.k = d.k`;
  },
  matches(words, bind) {
    const long = words.filter((word) => Array.from(word).length >= TRIGRAM);
    const short = words.filter((word) => !long.includes(word));
    // Each word a quoted phrase: nothing a user types is FTS5 syntax.
    const phrases = long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' ');
    return [
      ...(phrases ? [`d.completion_search MATCH ${bind(phrases)}`] : []),
      ...holds('d', short, bind),
    ];
  },
  contains: (words, bind) =>
    `EXISTS (SELECT 1 FROM completion_search s
      WHERE s.rowid = c.k AND ${holds('s', words, bind).join(' AND ')})`,
};

export function tableOn(database: SqliteDatabase): TableDatabase {
  return {
    dialect,
    rows: <Row>(sql: string, values: Parameters<SqliteDatabase['all']>[1]) =>
      // A throw becomes a rejection.
      Promise.resolve().then(() => database.all<Row>(sql, values)),
  };
}

function entries(driver: Driver): string {
  if (driver.kind === 'table') return 'completions c INDEXED BY completions_table';
  if (driver.kind === 'sorted') return `completions c INDEXED BY completions_${driver.sort}`;
  // The text of a row in the trash stays in the search index: only the join leaves it out.
  if (driver.kind === 'search')
    return 'completion_search d CROSS JOIN completions c INDEXED BY completions_table ON c.k = d.rowid';
  return driver.kind === 'key'
    ? 'completion_metadata d INDEXED BY completion_metadata_key'
    : 'completion_metadata d';
}

function holds(alias: string, words: readonly string[], bind: Bind): string[] {
  return words.map((word) => `instr(${alias}.text, ${bind(word)}) > 0`);
}
