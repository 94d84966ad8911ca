import type { PostgresDatabase } from './database';
import type { Bind, Dialect, Driver, TableDatabase } from '../table/selection';

const ROWS = 'JOIN chatkeep.completions c ON c.k = d.k';

const dialect: Dialect = {
  searchKey: 'k',
  entries,
  from(driver) {
    const isJoined = driver.kind !== 'pair' && driver.kind !== 'key';
    return isJoined ? entries(driver) : `${entries(driver)} ${ROWS}`;
  },
  // The trigram index holds only what has ended.
  matches: (words, bind) => ['d.ended', ...holds('d', words, bind)],
  contains: (words, bind) =>
    `EXISTS (SELECT 1 FROM chatkeep.completion_search s
      WHERE s.k = c.k AND s.ended AND ${holds('s', words, bind).join(' AND ')})`,
};

export function tableOn(database: PostgresDatabase): TableDatabase {
  return { dialect, rows: (sql, values = []) => database.analyze(sql, values) };
}

function entries({ kind }: Driver): string {
  if (kind === 'table' || kind === 'sorted') return 'chatkeep.completions c';
  // The text of a row in the trash stays in the search index: only the join leaves it out.
  if (kind === 'search') return `chatkeep.completion_search d ${ROWS}`;
  return 'chatkeep.completion_metadata d';
}

/** LIKE, which the trigram index can answer; what a user types is never a pattern. */
function holds(alias: string, words: readonly string[], bind: Bind): string[] {
  return words.map((word) => {
    const escaped = word.replace(/[\\%_]/g, String.raw`\$&`);
    return `${alias}.text LIKE ${bind(`%${escaped}%`)}`;
  });
}
