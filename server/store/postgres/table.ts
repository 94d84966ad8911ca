import { idPart } from '../sql/search-names';
import { isIndexed } from '../sql/search-text';
import type { Bind, Dialect, Driver, SearchDriver, TableDatabase } from '../table/selection';
import { memoryOf } from '../table/memory';
import type { PostgresDatabase } from './database';
import { WHOLE } from './tallies';

const ROWS = 'JOIN chatkeep.completions c ON c.k = d.k';

const dialect: Dialect = {
  running: 'chatkeep.completions c',
  tallies: { areNoted: true, whole: WHOLE },
  entries,
  rows: (entries) => `${entries} ${ROWS}`,
  finds: isIndexed,
  namedBy: (word, bind) => `SELECT 1 FROM chatkeep.completion_names n WHERE ${named(word, bind)}`,
  contains: (words, bind) =>
    `EXISTS (SELECT 1 FROM chatkeep.completion_search s JOIN chatkeep.completion_names n USING (k)
      WHERE s.k = c.k AND s.ended AND ${either(words, bind)})`,
};

export function tableOn(database: PostgresDatabase): TableDatabase {
  return {
    dialect,
    memory: memoryOf(database),
    rows: (sql, values = []) => database.analyze(sql, values),
  };
}

function entries(driver: Driver, bind: Bind): string {
  if (driver.kind === 'table' || driver.kind === 'sorted') return 'chatkeep.completions c';
  // What lies in the trash stays in the search index: only the join leaves it out.
  if (driver.kind === 'search') return `(${found(driver, bind)}) d ${ROWS}`;
  return 'chatkeep.completion_metadata d';
}

/** Rows whose texts hold all words, and those that are called by some of them and hold the others. */
function found({ words, names }: SearchDriver, bind: Bind): string {
  // The trigram index holds only what has ended.
  const holds = words.map((word) => said(word, bind)).join(' AND ');
  const texts = `SELECT s.k FROM chatkeep.completion_search s WHERE s.ended AND ${holds}`;
  if (names.length === 0) return texts;
  const some = names.map((word) => named(word, bind)).join(' OR ');
  return `${texts} UNION SELECT n.k FROM chatkeep.completion_names n
    JOIN chatkeep.completion_search s USING (k) WHERE s.ended AND (${some}) AND ${either(words, bind)}`;
}

function either(words: readonly string[], bind: Bind): string {
  return words.map((word) => `(${said(word, bind)} OR ${named(word, bind)})`).join(' AND ');
}

function said(word: string, bind: Bind): string {
  return like('s.text', word, bind);
}

function named(word: string, bind: Bind): string {
  const id = idPart(word);
  const inValues = like('n.vals', word, bind);
  return id === null ? inValues : `(${inValues} OR ${like('n.ids', id, bind)})`;
}

/** What the trigram index can answer; what a user types is never a pattern. */
function like(column: string, word: string, bind: Bind): string {
  return `${column} LIKE ${bind(`%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`)}`;
}
