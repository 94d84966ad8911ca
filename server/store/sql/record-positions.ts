import type { PositionsQuery, Sorting } from '../records';
import { searchWords } from '#contract/search-words';
import { chooseDriver } from '../table/driver';
import type { TablePosition } from '../table/query';
import type { TableDatabase } from '../table/dialect';
import { Selection } from '../table/selection';

/** The next positions that match, in order, from the same indexes as the table's pages. */
export async function positions(
  database: TableDatabase,
  { filter, after, newest, limit }: PositionsQuery,
): Promise<number[]> {
  const driver = await chooseDriver(database, filter);
  const selection = new Selection(database.dialect, driver)
    .matching(filter, searchWords(filter.search))
    .between({ from: after + 1, below: newest + 1 });
  const sql = selection.inOrder(`${selection.k} AS k`, 'ASC', limit);
  const rows = await database.rows<{ k: number }>(sql, selection.values);
  return rows.map(({ k }) => k);
}

const OLDEST_FIRST: Sorting = { sort: 'created', order: 'asc' };

/** Positions as the table sorts them: those without a value last, those of one value by their time. */
export function inOrder(found: readonly TablePosition[], { order } = OLDEST_FIRST): number[] {
  const direction = order === 'asc' ? 1 : -1;
  return found
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) {
        return Number(a.value === null) - Number(b.value === null) || direction * (a.k - b.k);
      }
      return direction * (a.value - b.value || a.k - b.k);
    })
    .map(({ k }) => k);
}
