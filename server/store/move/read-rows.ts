import { createHash, type Hash } from 'node:crypto';
import type { PostgresDatabase } from '../postgres/database';
import type { SqliteDatabase } from '../sqlite/database';
import { type Column, keyOf, type MovedTable, pageSql, type Row } from './moved-tables';

/** Characters of a page: few rows of megabytes, or many of little. */
const PAGE = 4 * 1024 * 1024;
const MOST_ROWS = 1_000;

type Reading = { table: MovedTable; columns: readonly Column[]; after?: Row | null };
type Page = (sql: string, values: (string | number | null)[], limit: number) => Promise<Row[]>;

/** Pages of rows in the order of their key, each of about {@link PAGE} characters. */
async function* pages(read: Page, { table, columns, after = null }: Reading) {
  let [last, limit] = [after, 16];
  for (;;) {
    const sql = pageSql(table, columns, last);
    const rows = await read(sql, keyOf(table, last), limit);
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1) ?? null;
    const size = rows.reduce((sum, row) => sum + sizeOf(row), 0);
    const fitting = Math.floor((PAGE / Math.max(1, size)) * rows.length);
    limit = Math.max(1, Math.min(MOST_ROWS, fitting, limit * 4));
  }
}

function sizeOf(row: Row): number {
  return Object.values(row).reduce<number>((sum, value) => sum + String(value).length, 0);
}

export function sqlitePages(source: SqliteDatabase, reading: Reading) {
  const read: Page = async (sql, values, limit) =>
    source.all<Row>(`${sql.replaceAll(' COLLATE "C"', '')} LIMIT ${limit}`, values);
  return pages(read, reading);
}

export function postgresPages(target: PostgresDatabase, reading: Reading) {
  const read: Page = (sql, values, limit) => target.rows<Row>(`${sql} LIMIT ${limit}`, values);
  return pages(read, reading);
}

/** What is in a table: how many rows, and one hash of all their values in the order of their key. */
export type Sum = { rows: number; hash: string };

export async function sumOf(all: AsyncIterable<Row[]>, columns: readonly Column[]): Promise<Sum> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const page of all) {
    for (const row of page) addTo(hash, row, columns);
    rows += page.length;
  }
  return { rows, hash: hash.digest('hex') };
}

function addTo(hash: Hash, row: Row, columns: readonly Column[]): void {
  hash.update(`${JSON.stringify(columns.map(({ name }) => row[name]))}\n`);
}
