import type { PositionsQuery } from './records';
import { searchWords } from './search-text';
import { chooseDriver } from './table-driver';
import { Selection, type TableDatabase } from './table-sql';

/** The next positions that match, in order, from the same indexes as the table's pages. */
export async function positions(
  database: TableDatabase,
  { filter, after, newest, limit }: PositionsQuery,
): Promise<number[]> {
  const driver = await chooseDriver(database, filter);
  const selection = new Selection(database.dialect, driver)
    .matching(filter, searchWords(filter.search))
    .between({ from: after + 1, below: newest + 1 });
  const sql = selection.sql(`${selection.k} AS k`, `ORDER BY ${selection.k} LIMIT ${limit}`);
  const rows = await database.rows<{ k: number }>(sql, selection.values);
  return rows.map(({ k }) => k);
}
