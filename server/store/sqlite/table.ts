import type { SqliteDatabase } from './database';
import type { Dialect, Driver, TableDatabase } from '../table/selection';

/** INDEXED BY and CROSS JOIN are SQLite's ways to fix the index and the order of a join. */
const dialect: Dialect = {
  searchKey: 'rowid',
  entries,
  from(driver) {
    const isJoined = driver.kind !== 'pair' && driver.kind !== 'key';
    return isJoined ? entries(driver) : `${entries(driver)} CROSS JOIN completions c ON c.k = d.k`;
  },
  // Each word a quoted phrase: nothing a user types is FTS5 syntax.
  matches: (words, bind) => [
    `d.completion_search MATCH ${bind(words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' '))}`,
  ],
  contains: (words, bind) => {
    const holds = words.map((word) => `instr(s.text, ${bind(word)}) > 0`);
    return `EXISTS (SELECT 1 FROM completion_search s
      WHERE s.rowid = c.k AND ${holds.join(' AND ')})`;
  },
};

export function tableOn(database: SqliteDatabase): TableDatabase {
  return {
    dialect,
    rows: (sql, values) => database.rows(sql, values),
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
