import { storedMetadata } from '../sql/storable-values';
import { searchWords } from '#contract/search-words';
import { chooseDriver } from './driver';
import { type Placed, positionOf, type Row, rowsOf } from './page-rows';
import type { TablePage, TablePosition, TableQuery, TableRow } from './query';
import type { Driver, TableDatabase } from './dialect';
import { sortKey } from './selection';
import { countMatches, type Part } from './sweep';

const COUNT_BUDGET_MS = 80;
/** Of a search, of which each text that is counted has to be read: page and total together. */
const SEARCH_BUDGET_MS = 30;

/** One page of the table. Never reads bodies. */
export async function queryTable(database: TableDatabase, query: TableQuery): Promise<TablePage> {
  const { filter, limit, after, before } = query;
  const started = performance.now();
  const driver = await chooseDriver(database, filter, query.sort);
  const counter = driver.kind === 'sorted' ? await chooseDriver(database, filter) : driver;
  const isSearch = searchWords(filter.search).length > 0;
  const count = (part?: Part) => {
    const spent = isSearch ? performance.now() - started : 0;
    const ownMs = isSearch ? SEARCH_BUDGET_MS - spent : COUNT_BUDGET_MS;
    return countMatches(database, filter, counter, query.countBudgetMs ?? ownMs, part);
  };
  const until = started + (query.searchMs ?? Infinity);
  // A search shares one budget, and where it stops it need not count.
  const [{ rows: found, stopped }, counted] = await Promise.all([
    rowsOf(database, query, driver, until),
    isSearch ? null : count(),
  ]);
  const hasMore = found.length > limit;
  const rows = found.slice(0, limit);
  if (before) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)].map((row) => row && positionOf(row));
  // From an empty page on and back, where a search stopped: with the row that the cursor names.
  const beside = (place: TablePosition, by: number): TablePosition | null =>
    stopped && { ...place, k: place.k + (query.order === 'asc' ? by : -by) };
  const previous = before ? (stopped ?? (hasMore && first)) : after && (first ?? beside(after, 1));
  const next = before ? (last ?? beside(before, -1)) : (stopped ?? (hasMore && last));
  const unseen = stopped ? await unsearched(database, query, counter, stopped) : 0;
  return {
    rows: rows.map(withoutPlace).map(tableRow),
    total:
      counted ??
      (stopped && isFromFirst(query)
        ? likeThese(rows.length, stopped.looked, unseen)
        : await count()),
    preceding: previous
      ? await count(partBefore(query, first ?? previous))
      : { value: 0, relation: 'exact' },
    unsearched: unseen,
    next: next || null,
    previous: previous || null,
  };
}

/** How many of those that may match were not looked at, since a search stopped here. */
async function unsearched(
  database: TableDatabase,
  query: TableQuery,
  driver: Driver,
  stopped: TablePosition & { looked: number },
): Promise<number> {
  const words = driver.kind === 'search' ? driver.words : [];
  const count = async (part: Part) =>
    (await countMatches(database, query.filter, driver, 0, { ...part, words })).value;
  if (isFromFirst(query)) return Math.max(1, (await count({})) - stopped.looked);
  const before = await count(partBefore(query, stopped));
  return Math.max(1, query.before ? before : (await count({})) - before - 1);
}

/** Whether all that a search looks at is counted while it does. */
function isFromFirst({ sort, after, before }: TableQuery): boolean {
  return sort === 'created' && !after && !before;
}

/** The total where the rest is like what was looked at: to count it would take as long again. */
function likeThese(found: number, looked: number, unseen: number): TablePage['total'] {
  return { value: Math.round(found + (found * unseen) / looked), relation: 'estimate' };
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
