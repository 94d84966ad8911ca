import { AMONG, among } from './among';
import type { SqliteDatabase } from './database';
import type { Metadata } from '#contract/metadata';

export function insertPairs(database: SqliteDatabase, k: number, metadata: Metadata): void {
  for (const [key, value] of Object.entries(metadata)) {
    database.run('INSERT INTO completion_metadata (key, value, k) VALUES (?, ?, ?)', [
      key,
      value,
      k,
    ]);
  }
}

/** As the rows of these completions name them. */
const PAIRS = `SELECT m.key, m.value, c.k FROM completions c, json_each(c.metadata) m
  WHERE c.k ${AMONG}`;

/** Of completions that are there again. */
export function restorePairs(database: SqliteDatabase, positions: readonly number[]): void {
  const sql = `INSERT INTO completion_metadata (key, value, k) ${PAIRS} ORDER BY 1, 2, 3`;
  database.run(sql, [among(positions)]);
}

/** Of completions that are there yet. In the order of the table, which has more pages than its index. */
export function deletePairs(database: SqliteDatabase, positions: readonly number[]): void {
  const sql = `DELETE FROM completion_metadata NOT INDEXED WHERE (key, value, k) IN (${PAIRS})`;
  database.run(sql, [among(positions)]);
}
