import type { SqliteDatabase } from '../database';

/**
 * The index knows completions by numbers that follow one another, in the order of positions: from one to the next it writes a
 * byte where positions, of which two are 2^28 apart, take five. What comes late, between two that have no room between them,
 * has its position below all numbers: a second stretch, in order as well.
 */
const FIRST = 2 ** 44;

/** What is added to the position of a late one. The sum is negative, and whole, for every position. */
export const LATE = -(2 ** 53);

/** Left below the oldest one, for what is brought in from the oldest on. */
const ROOM = 2 ** 20;

/** Between two positions: more of them are not counted. */
const MOST_BETWEEN = 1_000_000;

type Place = { n: number; k: number };

/** SQL of the number of a position; null where it has none. */
export const numberSql = (k: string) =>
  `coalesce((SELECT p.n FROM completion_texts p WHERE p.k = ${k} AND p.n > 0), ${k} + ${LATE})`;

export function numberOf(index: SqliteDatabase, k: number): number | null {
  const found = index.value(`SELECT n FROM completion_texts WHERE n = ${numberSql('?1')}`, [k]);
  return typeof found === 'number' ? found : null;
}

/** For one that has none. Whatever is stored beside it and not indexed yet, as what is still being made, gets room. */
export function numberFor(
  index: SqliteDatabase,
  main: SqliteDatabase,
  k: number,
  isWalking: boolean,
): number {
  const beside = (end: '< ? ORDER BY k DESC' | '> ? ORDER BY k') =>
    index.all<Place>(`SELECT n, k FROM completion_texts WHERE n > 0 AND k ${end} LIMIT 1`, [k])[0];
  const below = beside('< ? ORDER BY k DESC');
  const above = beside('> ? ORDER BY k');
  if (below) {
    const n = below.n + 1 + countBetween(main, below.k, k);
    if (!above || n < above.n) return n;
    return below.n + 1 < above.n ? below.n + 1 : k + LATE;
  }
  if (!above) return FIRST;
  const n = above.n - 1 - countBetween(main, k, above.k) - (isWalking ? 0 : ROOM);
  return n > 0 ? n : k + LATE;
}

function countBetween(main: SqliteDatabase, from: number, to: number): number {
  const of = (table: string) =>
    `SELECT k FROM ${table} WHERE k > ?1 AND k < ?2 LIMIT ${MOST_BETWEEN}`;
  const sql = ['completions INDEXED BY completions_table', 'trash']
    .map((table) => `(SELECT count(*) FROM (${of(table)}))`)
    .join(' + ');
  return Number(main.value(`SELECT ${sql}`, [from, to]));
}
