import { storedMetadata } from '../sql/storable-values';
import { type ColumnName, isCsvColumn } from '#contract/columns';
import { type CompletionRow, rowColumns } from '../columns';
import { searchWords } from '#contract/search-words';
import { chooseDriver } from './driver';
import type { TablePage, TablePosition, TableQuery, TableRow } from './query';
import { type Driver, Selection, sortKey, type TableDatabase } from './selection';
import { countMatches, type Part } from './sweep';

const COUNT_BUDGET_MS = 80;

/** The columns of a row but the sum of its tokens, which is made of two of them. */
export const tableColumns = rowColumns.filter(isShown);

type ShownColumn = Exclude<ColumnName, 'total_tokens'> | 'k';
export type Row = Pick<CompletionRow, ShownColumn>;

function isShown(name: string): name is ShownColumn {
  return name === 'k' || (isCsvColumn(name) && name !== 'total_tokens');
}

type Placed = Row & { place: number | null };

/** One page of the table. Never reads bodies. */
export async function queryTable(database: TableDatabase, query: TableQuery): Promise<TablePage> {
  const { filter, limit, after, before, countBudgetMs = COUNT_BUDGET_MS } = query;
  const driver = await chooseDriver(database, filter, query.sort);
  const found = await rowsFrom(database, query, driver);
  const hasMore = found.length > limit;
  const rows = found.slice(0, limit);
  if (before) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const counter = driver.kind === 'sorted' ? await chooseDriver(database, filter) : driver;
  const previous = first && (before ? hasMore : after !== undefined) ? positionOf(first) : null;
  return {
    rows: rows.map(withoutPlace).map(tableRow),
    total: await countMatches(database, filter, counter, countBudgetMs),
    preceding: previous
      ? await countMatches(database, filter, counter, countBudgetMs, partBefore(query, previous))
      : { value: 0, relation: 'exact' },
    unsearched: 0,
    next: last && (before ? true : hasMore) ? positionOf(last) : null,
    previous,
  };
}

/** What a table has before a place. By time it is a stretch of positions, else a matter of each row. */
function partBefore({ sort, order }: TableQuery, { value, k }: TablePosition): Part {
  if (sort === 'created') return order === 'asc' ? { below: k } : { from: k + 1 };
  const key = sortKey[sort];
  const beyond = order === 'asc' ? '<' : '>';
  return {
    only: (selection) => {
      const { bind } = selection;
      return value === null
        ? selection.and(`(${key} IS NOT NULL OR ${selection.k} ${beyond} ${bind(k)})`)
        : selection.and(`(${key}, ${selection.k}) ${beyond} (${bind(value)}, ${bind(k)})`);
    },
  };
}

/**
 * `limit + 1` rows from the cursor on, in the direction of reading. Rows with a value and rows without one are two
 * stretches of the same index, read one after the other.
 */
async function rowsFrom(
  database: TableDatabase,
  query: TableQuery,
  driver: Driver,
): Promise<Placed[]> {
  const cursor = query.before ?? query.after;
  const isBackward = query.before !== undefined;
  const isAscending = (query.order === 'asc') !== isBackward;
  const stretches = query.sort === 'created' ? [true] : isBackward ? [false, true] : [true, false];
  const start = cursor && query.sort !== 'created' ? stretches.indexOf(cursor.value !== null) : 0;
  const rows: Placed[] = [];
  for (const [index, isKnown] of stretches.entries()) {
    const missing = query.limit + 1 - rows.length;
    if (index < start || missing === 0) continue;
    const from = index === start ? cursor : undefined;
    rows.push(...(await stretch(database, query, driver, { isKnown, isAscending, from, missing })));
  }
  return rows;
}

type Stretch = {
  isKnown: boolean;
  isAscending: boolean;
  from: TablePosition | undefined;
  missing: number;
};

function stretch(
  database: TableDatabase,
  { filter, sort }: TableQuery,
  driver: Driver,
  { isKnown, isAscending, from, missing }: Stretch,
): Promise<Placed[]> {
  const [beyond, direction] = isAscending ? ['>', 'ASC'] : ['<', 'DESC'];
  const selection = new Selection(database.dialect, driver).matching(
    filter,
    searchWords(filter.search),
  );
  const { k, bind } = selection;
  const isByTime = sort === 'created';
  const key = sortKey[sort];
  if (!isByTime) selection.and(`${key} IS ${isKnown ? 'NOT NULL' : 'NULL'}`);
  if (from && (isByTime || !isKnown)) selection.and(`${k} ${beyond} ${bind(from.k)}`);
  else if (from) selection.and(`(${key}, ${k}) ${beyond} (${bind(from.value)}, ${bind(from.k)})`);
  const isByKey = !isByTime && isKnown;
  const place = isByKey ? key : 'NULL';
  const order = `${isByKey ? `${key} ${direction}, ` : ''}${k} ${direction}`;
  const page = selection.sql(`${k} AS k, ${place} AS place`, `ORDER BY ${order} LIMIT ${missing}`);
  const select = tableColumns.map((column) => `c.${column}`).join(', ');
  const sql = `SELECT ${select}, p.place AS place FROM (${page}) p
    JOIN chatkeep.completions c ON c.k = p.k
    ORDER BY ${isByKey ? `p.place ${direction}, ` : ''}p.k ${direction}`;
  return database.rows<Placed>(sql, selection.values);
}

function positionOf({ place, k }: Placed): TablePosition {
  return { value: place, k };
}

function withoutPlace(placed: Placed): Row {
  const { place: _, ...row } = placed;
  return row;
}

export function tableRow({ metadata, ...row }: Row): TableRow {
  const { prompt_tokens: prompt, completion_tokens: completion } = row;
  return {
    ...row,
    total_tokens: prompt === null || completion === null ? null : prompt + completion,
    metadata: storedMetadata(metadata),
  };
}
