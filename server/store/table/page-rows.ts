import { searchWords } from '#contract/search-words';
import { type ColumnName, isCsvColumn } from '#contract/columns';
import { type CompletionRow, rowColumns } from '../columns';
import type { TablePosition, TableQuery } from './query';
import type { Driver, TableDatabase } from './dialect';
import { Selection, SORTED, sortKey, wordsLeft } from './selection';

/** Rows that a search reads before it looks at the clock: at first, and at most where it finds few. */
const SLICE = { first: 1_000, most: 4_000 };

/** The columns of a row but the sum of its tokens, which is made of two of them. */
export const tableColumns = rowColumns.filter(isShown);

type ShownColumn = Exclude<ColumnName, 'total_tokens'> | 'k';
export type Row = Pick<CompletionRow, ShownColumn>;

function isShown(name: string): name is ShownColumn {
  return name === 'k' || (isCsvColumn(name) && name !== 'total_tokens');
}

export type Placed = Row & { place: number | null };

export function positionOf({ place, k }: Pick<Placed, 'place' | 'k'>): TablePosition {
  return { value: place, k };
}

/** `stopped`: where a search ran out of time before it had enough rows, and after how many that may have matched. */
type Found = { rows: Placed[]; stopped: (TablePosition & { looked: number }) | null };

/**
 * `limit + 1` rows from the cursor on, in the direction of reading. Rows with a value and rows without one are two
 * stretches of the same index, read one after the other. A search that has to read rows stops at `until`.
 */
export async function rowsOf(
  database: TableDatabase,
  query: TableQuery,
  driver: Driver,
  until: number,
): Promise<Found> {
  const cursor = query.before ?? query.after;
  const isBackward = query.before !== undefined;
  const isAscending = (query.order === 'asc') !== isBackward;
  const stretches = query.sort === 'created' ? [true] : isBackward ? [false, true] : [true, false];
  const start = cursor && query.sort !== 'created' ? stretches.indexOf(cursor.value !== null) : 0;
  const isWalk =
    until !== Infinity && wordsLeft(driver, searchWords(query.filter.search)).length > 0;
  const rows: Placed[] = [];
  for (const [index, isKnown] of stretches.entries()) {
    const missing = query.limit + 1 - rows.length;
    if (index < start || missing === 0) continue;
    const from = index === start ? cursor : undefined;
    const each = { isKnown, isAscending, from, missing };
    const found = await (isWalk
      ? walked(database, query, driver, each, until)
      : stretch(database, query, driver, each).then((all) => ({ rows: all, stopped: null })));
    rows.push(...found.rows);
    if (found.stopped) return { rows, stopped: found.stopped };
  }
  return { rows, stopped: null };
}

type Stretch = {
  isKnown: boolean;
  isAscending: boolean;
  from: TablePosition | undefined;
  /** The last place, inclusive. */
  to?: TablePosition | undefined;
  missing: number;
  isSlice?: boolean;
};

/** A stretch in slices, where rows have to be read to tell whether they match. */
async function walked(
  database: TableDatabase,
  query: TableQuery,
  driver: Driver,
  all: Stretch,
  until: number,
): Promise<Found> {
  const rows: Placed[] = [];
  let [looked, size] = [0, SLICE.first];
  for (let { from } = all; ;) {
    const began = performance.now();
    const to = await endOfSlice(database, query, driver, { ...all, from }, size);
    const slice = { ...all, from, to, missing: all.missing - rows.length, isSlice: true };
    rows.push(...(await stretch(database, query, driver, slice)));
    if (!to || rows.length === all.missing) return { rows, stopped: null };
    looked += size;
    const next = Math.min(2 * size, SLICE.most);
    // A row of the next one takes as long.
    const now = performance.now();
    if (now + (now - began) * (next / size) > until) return { rows, stopped: { ...to, looked } };
    size = next;
    from = to;
  }
}

/** Where `size` rows end that may match, if there are so many. */
async function endOfSlice(
  database: TableDatabase,
  query: TableQuery,
  driver: Driver,
  each: Stretch,
  size: number,
): Promise<TablePosition | undefined> {
  const words = driver.kind === 'search' ? driver.words : [];
  const { selection, first } = ordered(database, query, driver, each, words);
  const sql = first(1, size - 1);
  const [row] = await database.rows<Pick<Placed, 'k' | 'place'>>(sql, selection.values);
  return row && positionOf(row);
}

function stretch(
  database: TableDatabase,
  query: TableQuery,
  driver: Driver,
  each: Stretch,
): Promise<Placed[]> {
  const words = searchWords(query.filter.search);
  const { selection, first, isByKey } = ordered(database, query, driver, each, words);
  const direction = each.isAscending ? 'ASC' : 'DESC';
  const page = first(each.missing);
  const select = tableColumns.map((column) => `c.${column}`).join(', ');
  const sql = `SELECT ${select}, p.place AS place FROM (${page}) p
    JOIN chatkeep.completions c ON c.k = p.k
    ORDER BY ${isByKey ? `p.place ${direction}, ` : ''}p.k ${direction}`;
  return database.rows<Placed>(sql, selection.values);
}

/** The rows of a stretch that match a filter and say some words, and how they are sorted. */
function ordered(
  database: TableDatabase,
  { filter, sort }: TableQuery,
  driver: Driver,
  { isKnown, isAscending, from, to, isSlice }: Stretch,
  words: readonly string[],
) {
  const selection = new Selection(database.dialect, driver).matching(filter, words);
  const { k, bind } = selection;
  const isByTime = sort === 'created';
  const key = sortKey[sort];
  if (!isByTime) selection.and(`${key} IS ${isKnown ? 'NOT NULL' : 'NULL'}`);
  const isByKey = !isByTime && isKnown;
  if (isByKey) selection.and(SORTED);
  const [beyond, within] = isAscending ? ['>', '<='] : ['<', '>='];
  for (const [end, compared] of [
    [from, beyond],
    [to, within],
  ] as const)
    if (end && isByKey)
      selection.and(`(${key}, ${k}) ${compared} (${bind(end.value)}, ${bind(end.k)})`);
  if (!isByKey) {
    const [least, most] = isAscending ? [from, to] : [to, from];
    // Whole numbers: `from` is not in the stretch, `to` is.
    selection.between(
      {
        from: least && least.k + (isAscending ? 1 : 0),
        below: most && most.k + (isAscending ? 1 : 0),
      },
      isSlice,
    );
  }
  const direction = isAscending ? 'ASC' : 'DESC';
  const select = `${k} AS k, ${isByKey ? key : 'NULL'} AS place`;
  const first = (limit: number, offset = 0) =>
    isByKey
      ? selection.sql(
          select,
          `ORDER BY ${key} ${direction}, ${k} ${direction} LIMIT ${limit} OFFSET ${offset}`,
        )
      : selection.inOrder(select, direction, limit, offset);
  return { selection, isByKey, first };
}
