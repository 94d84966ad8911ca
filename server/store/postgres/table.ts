import { idPart } from '../sql/search-names';
import { isIndexed } from '../sql/search-text';
import type { Bind, Dialect, Driver, SearchDriver, TableDatabase } from '../table/selection';
import { memoryOf } from '../table/memory';
import type { PostgresDatabase } from './database';
import { WHOLE } from './tallies';

const ROWS = 'JOIN chatkeep.completions c ON c.k = d.k';

const dialectWith = (hasTail: boolean): Dialect => ({
  running: 'chatkeep.completions c',
  tallies: { areNoted: true, whole: WHOLE },
  entries: (driver, bind) => entries(driver, hasTail, bind),
  rows: (entries) => `${entries} ${ROWS}`,
  finds: isIndexed,
  namedBy: (word, bind) => `SELECT 1 FROM chatkeep.completion_names n WHERE ${named(word, bind)}`,
  contains: (words, bind) =>
    `EXISTS (SELECT 1 FROM chatkeep.completion_search s JOIN chatkeep.completion_names n USING (k)
      WHERE s.k = c.k AND ${either(words, bind)})`,
});

/** `hasTail`: whether some texts are not in the trigram index yet, as it was before the table is asked. */
export function tableOn(database: PostgresDatabase, hasTail = false): TableDatabase {
  return {
    dialect: dialectWith(hasTail),
    memory: memoryOf(database),
    rows: (sql, values = []) => database.analyze(sql, values),
  };
}

function entries(driver: Driver, hasTail: boolean, bind: Bind): string {
  if (driver.kind === 'table' || driver.kind === 'sorted') return 'chatkeep.completions c';
  // What lies in the trash stays in the search index: only the join leaves it out.
  if (driver.kind === 'search') return `(${found(driver, hasTail, bind)}) d ${ROWS}`;
  return 'chatkeep.completion_metadata d';
}

/** Rows whose texts hold all words, and those that are called by some of them and hold the others. */
function found({ words, names }: SearchDriver, hasTail: boolean, bind: Bind): string {
  const holds = words.map((word) => said(word, bind)).join(' AND ');
  // What the trigram index holds, and what it will: see search-tail.ts.
  const texts = (hasTail ? ['s.ended', 'NOT s.ended'] : ['s.ended'])
    .map((place) => `SELECT s.k FROM chatkeep.completion_search s WHERE ${place} AND ${holds}`)
    .join(' UNION ALL ');
  if (names.length === 0) return texts;
  const some = names.map((word) => named(word, bind)).join(' OR ');
  return `${texts} UNION SELECT n.k FROM chatkeep.completion_names n
    JOIN chatkeep.completion_search s USING (k) WHERE (${some}) AND ${either(words, bind)}`;
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
