import { searchWords } from '#contract/search-words';
import { type CompletionFilter, hasConditions, type Relation } from './query';
import { isTallied, tallied, talliedSums } from './tallied';
import { isRemembered, remembered } from './remembered';
import { noFilter } from '../no-filter';
import type { Driver, TableDatabase } from './dialect';
import { Selection, wordsLeft } from './selection';

/** Entries of the driver looked at between two looks at the clock, and where texts have to be read. */
const SLICE = 10_000;
const READ_SLICE = 1_000;
/** As many of these at once, while there is time for it: a statement has costs of its own. */
const MOST_SLICES = 4;
/** The same where an index says which to read. */
const FOUND_SLICE = 2_500;
/** The same where nobody waits: so that no statement takes too long for a database. */
const UNTIMED_SLICE = 50_000;
/** Entries of pairs: to count more takes longer than all else that is asked. */
const MOST_ENTRIES = 20_000;

/** A part of what matches: between two positions, and what else is asked of a row. */
export type Part = {
  from?: number | undefined;
  below?: number | undefined;
  only?: (selection: Selection) => Selection;
  /** All of the search unless it is said. */
  words?: readonly string[];
};

type Slice = { from: number; below: number | undefined; entries: number };

/** How much was seen: everything (1), or so little that what was counted must be multiplied by this. */
export type Coverage = { stretch: number; relation: Relation };

/**
 * Goes through the driver's entries in slices, newest first, until all are seen or `budgetMs` is spent; then the rest,
 * of which only the size is known, is taken to be like what was seen.
 */
export async function sweep(
  database: TableDatabase,
  filter: CompletionFilter,
  driver: Driver,
  budgetMs: number,
  visit: (slice: Slice) => Promise<void>,
  part: Part = {},
): Promise<Coverage> {
  const started = performance.now();
  const words = part.words ?? searchWords(filter.search);
  let most = budgetMs === Infinity ? UNTIMED_SLICE : sliceOf(driver, words);
  const largest = most === READ_SLICE ? MOST_SLICES * most : most;
  let seen = 0;
  let { below } = part;
  for (;;) {
    const began = performance.now();
    const rest = { from: part.from, below };
    const { oldest, entries } = await nextSlice(database, filter, driver, rest, most);
    if (oldest === null) break;
    await visit({ from: oldest, below, entries });
    seen += entries;
    below = oldest;
    if (entries < most) break;
    const tookMs = performance.now() - began;
    const leftMs = budgetMs - (performance.now() - started);
    if (leftMs > 2 * tookMs) most = Math.min(2 * most, largest);
    if (leftMs < 0) {
      const left = { from: part.from, below };
      const seenOf = { seen, rest: left, top: part.below };
      const stretch = await stretchOver(database, filter, driver, seenOf);
      if (stretch > 1) return { stretch, relation: 'estimate' };
    }
  }
  return { stretch: 1, relation: 'exact' };
}

/** How many rows match, of a part or of all, exactly when that is known within `budgetMs`. */
export async function countMatches(
  database: TableDatabase,
  filter: CompletionFilter,
  driver: Driver,
  budgetMs: number,
  part: Part = {},
): Promise<{ value: number; relation: Relation }> {
  if (isTallied(filter) && !part.only)
    return { value: await countRows(database, filter, part), relation: 'exact' };
  if (isRemembered(filter) && !part.only) {
    const grouping = () => ({ keys: {} });
    const question = { driver, grouping, part, budgetMs: budgetMs / 2 };
    const { rows, isWhole } = await remembered<{ count: number }>(database, filter, question);
    if (isWhole)
      return { value: rows.reduce((all, { count }) => all + count, 0), relation: 'exact' };
  }
  const words = part.words ?? searchWords(filter.search);
  // Each entry of a search is a match, unless something else is asked of it, or the search has words that do not drive it.
  const isAll =
    !part.only &&
    wordsLeft(driver, words).length === 0 &&
    !hasConditions({ ...filter, search: '' });
  let seen = 0;
  async function count(slice: Slice): Promise<void> {
    if (isAll) return void (seen += slice.entries);
    const selection = new Selection(database.dialect, driver).matching(filter, words);
    selection.between(slice, true);
    part.only?.(selection);
    const [row] = await database.rows<{ count: number }>(
      selection.sql('count(*) AS count'),
      selection.values,
    );
    seen += row?.count ?? 0;
  }
  const { stretch, relation } = await sweep(database, filter, driver, budgetMs, count, part);
  return { value: Math.round(seen * stretch), relation };
}

function sliceOf(driver: Driver, words: readonly string[]): number {
  if (wordsLeft(driver, words).length > 0) return READ_SLICE;
  return driver.kind === 'search' ? FOUND_SLICE : SLICE;
}

type Bounds = { oldest: number | null; entries: number };

/** The next entries of a driver, from the newest on: where they end, and how many they are. */
export async function nextSlice(
  database: TableDatabase,
  filter: CompletionFilter,
  driver: Driver,
  part: Part,
  most: number,
): Promise<Bounds> {
  const selection = new Selection(database.dialect, driver).created(filter).between(part);
  const { k } = selection;
  const inner = selection.inOrder(`${k} AS k`, 'DESC', most);
  const sql = `SELECT min(k) AS oldest, count(*) AS entries FROM (${inner}) slice`;
  const [bounds] = await database.rows<Bounds>(sql, selection.values);
  return bounds ?? { oldest: null, entries: 0 };
}

type Seen = { seen: number; rest: Part; top: number | undefined };

/** By what the entries seen are multiplied to make all of them. */
async function stretchOver(
  database: TableDatabase,
  filter: CompletionFilter,
  driver: Driver,
  { seen, rest, top }: Seen,
): Promise<number> {
  const isPair = driver.kind === 'pair' || driver.kind === 'key';
  if (isPair) {
    const entries = await countEntries(database, filter, driver, rest);
    if (entries < MOST_ENTRIES) return 1 + entries / seen;
  }
  const ofTime = { ...noFilter, created: filter.created };
  // A pair may be new, however many have it: before its first entry there is none.
  const from = isPair ? await oldestEntry(database, filter, driver, rest) : rest.from;
  const left = await countRows(database, ofTime, { ...rest, from });
  if (driver.kind === 'table' || driver.kind === 'sorted') return 1 + left / seen;
  // To count them is to find them, or they are very many: they are taken to be as dense among the rows that are left.
  const passed = await countRows(database, ofTime, { from: rest.below, below: top });
  return 1 + left / Math.max(passed, 1);
}

async function countRows(
  database: TableDatabase,
  filter: CompletionFilter,
  { from, below }: Part,
): Promise<number> {
  const select = `${talliedSums.count} AS count`;
  const [row] = await tallied<{ count: number | null }>(database, filter, { select, from, below });
  return row?.count ?? 0;
}

async function oldestEntry(
  database: TableDatabase,
  filter: CompletionFilter,
  driver: Driver,
  part: Part,
): Promise<number | undefined> {
  const selection = new Selection(database.dialect, driver).created(filter).between(part);
  const sql = selection.inOrder(`${selection.k} AS k`, 'ASC', 1);
  const [entry] = await database.rows<{ k: number }>(sql, selection.values);
  return entry?.k ?? part.from;
}

/** The driver's entries, within the seconds of the filter and between positions. */
async function countEntries(
  database: TableDatabase,
  filter: CompletionFilter,
  driver: Driver,
  part: Part,
): Promise<number> {
  const selection = new Selection(database.dialect, driver).created(filter).between(part);
  const inner = selection.entriesSql(`${selection.k} AS k`, `LIMIT ${MOST_ENTRIES}`);
  const sql = `SELECT count(*) AS count FROM (${inner}) entries`;
  const [row] = await database.rows<{ count: number }>(sql, selection.values);
  return row?.count ?? 0;
}
