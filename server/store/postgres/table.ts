import { isIndexed } from '../sql/search-text';
import type { Bind, Bound, Dialect, Driver, TableDatabase } from '../table/dialect';
import { memoryOf } from '../table/memory';
import type { PostgresDatabase } from './database';
import { listed } from './listed';
import { SPANS, WHOLE } from './tallies';
import { either, named } from './words';

const ROWS = 'JOIN chatkeep.completions c ON c.k = d.k';

const dialect: Dialect = {
  running: 'chatkeep.completions c',
  tallies: { areNoted: true, whole: WHOLE, spans: SPANS },
  entries,
  rows: (entries) => `${entries} ${ROWS}`,
  finds: isIndexed,
  namedBy: (word, bind) => `SELECT 1 FROM chatkeep.completion_names n WHERE ${named(word, bind)}`,
  contains: (words, bind) => {
    const held = either(words, bind);
    return (bounds) =>
      `EXISTS (SELECT 1 FROM chatkeep.completion_search s JOIN chatkeep.completion_names n USING (k)
        WHERE ${['s.k = c.k', held, ...within('s.k', bounds), ...within('n.k', bounds)].join(' AND ')})`;
  },
};

/**
 * Both tables are read in order then, side by side, and not by a look for each row. The planner is not told the values:
 * after a burst of writes its statistics take the newest thousand rows for one, and it compares each of them with each.
 */
function within(k: string, bounds: readonly Bound[]): string[] {
  if (bounds.length === 0) return [];
  const ends = [
    { op: '>=', value: '0' },
    { op: '<', value: String(Number.MAX_SAFE_INTEGER) },
  ];
  const missing = ends.filter(({ op }) => bounds.every((bound) => bound.op !== op));
  return [...bounds, ...missing].map(({ op, value }) => `${k} ${op} (SELECT ${value}::bigint)`);
}

export function tableOn(database: PostgresDatabase): TableDatabase {
  const table: TableDatabase = {
    dialect,
    memory: memoryOf(database),
    rows: (sql, values = []) => database.analyze(sql, values),
    searchedBy: (filter) => listed(database, table, filter),
  };
  return table;
}

function entries(driver: Driver, bind: Bind): string {
  if (driver.kind === 'table' || driver.kind === 'sorted') return 'chatkeep.completions c';
  // What lies in the trash stays in the search index: only the join leaves it out.
  if (driver.kind === 'search') return `${listedAs(driver.found ?? [], bind)} d (k) ${ROWS}`;
  return 'chatkeep.completion_metadata d';
}

function listedAs(positions: readonly number[], bind: Bind): string {
  return `unnest(${bind(`{${positions.join(',')}}`)}::bigint[])`;
}
