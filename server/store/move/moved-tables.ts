import type { SqliteDatabase } from '../sqlite/database';
import type { Value } from '../columns';
import { MOVE_KIND } from './move-mark';

/** A table that is moved row by row, in the order of its key. */
export type MovedTable = {
  name: string;
  /** What its rows are in the order of, and told apart by. */
  key: readonly string[];
  /** PostgreSQL gives its rows their number otherwise. */
  isNumbered?: boolean;
  /** Columns that PostgreSQL alone has: no server there has the row in its hands. */
  owner?: boolean;
  /** Its rows are made findable. */
  isSearched?: boolean;
  /** Rows that do not count. */
  but?: string;
};

export type Row = Record<string, Value>;
export type Column = { name: string; type: 'text' | 'bigint' | 'double precision' };

/** All that is kept, the audit log last: what it tells of is there before it. */
export const MOVED: readonly MovedTable[] = [
  { name: 'completions', key: ['k'], owner: true, isSearched: true },
  { name: 'completion_metadata', key: ['key', 'value', 'k'] },
  { name: 'trash', key: ['k'], isSearched: true },
  { name: 'erased', key: ['origin'] },
  { name: 'documents', key: ['kind', 'id'], but: `kind = '${MOVE_KIND}'` },
  { name: 'jobs', key: ['k'], isNumbered: true, owner: true },
  { name: 'job_items', key: ['job', 'n'] },
  { name: 'audit', key: ['k'], isNumbered: true },
];

/** What the new database makes of the rows by itself, and pieces of answers, which have all ended when it is moved. */
export const MADE_ANEW = /^(search_log|tallies|hour_changes|answer_pieces|unswept|sqlite_)/;

const TYPES = new Map<string, Column['type']>([
  ['TEXT', 'text'],
  // Bodies, which are read as texts.
  ['ANY', 'text'],
  ['INTEGER', 'bigint'],
  ['REAL', 'double precision'],
]);

/** As the source has them, so that a column of a later schema comes along. */
export function columnsOf(source: SqliteDatabase, { name }: MovedTable): Column[] {
  const sql = `SELECT name, type FROM pragma_table_info('${name}') ORDER BY name`;
  return source.all<{ name: string; type: string }>(sql).map((column) => {
    const type = TYPES.get(column.type);
    if (!type) throw new Error(`${name}.${column.name} has the type ${column.type}`);
    return { name: column.name, type };
  });
}

/** Rows of a table beyond a key, in its order. */
export function pageSql(table: MovedTable, columns: readonly Column[], after: Row | null): string {
  const keys = orderOf(table, columns);
  const beyond = table.key.map((_, at) => `$${at + 1}`).join(', ');
  const conditions = [
    ...(table.but === undefined ? [] : [`NOT (${table.but})`]),
    ...(after ? [`(${keys.join(', ')}) > (${beyond})`] : []),
  ];
  return `SELECT ${columns.map(({ name }) => name).join(', ')} FROM chatkeep.${table.name}
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''} ORDER BY ${keys.join(', ')}`;
}

/** Of PostgreSQL; the order that both engines can give is that of the bytes of a text. */
export function orderOf({ key }: MovedTable, columns: readonly Column[]): string[] {
  const isText = (name: string) =>
    columns.some((each) => each.name === name && each.type === 'text');
  return key.map((name) => (isText(name) ? `${name} COLLATE "C"` : name));
}

/** The values of {@link pageSql}. */
export function keyOf({ key }: MovedTable, row: Row | null): Value[] {
  return row ? key.map((name) => row[name] ?? null) : [];
}
