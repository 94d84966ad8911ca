import { allColumns } from '../columns';
import { AMONG, among } from './among';
import type { SqliteDatabase } from './database';
import { marksOf, type Origin } from '../sql/origin-mark';
import { forgetPieces, forgetPiecesAt } from './pieces';
import { deletePairs, restorePairs } from './pairs';
import { noteChange } from './search/log';

const COLUMNS = allColumns.join(', ');
const NOW = "CAST(strftime('%s', 'now') AS INTEGER)";

/** Texts stay in the search index until they are erased: taking them out costs more than all else about a row. */
export function moveToTrash(
  database: SqliteDatabase,
  positions: readonly number[],
  job: string | null = null,
): void {
  const at = among(positions);
  database.run(
    `INSERT INTO trash (deleted_at, job, ${COLUMNS})
      SELECT ${NOW}, ?, ${COLUMNS} FROM completions WHERE k ${AMONG}`,
    [job, at],
  );
  forgetPiecesAt(database, positions);
  deletePairs(database, positions);
  database.run(`DELETE FROM completions WHERE k ${AMONG}`, [at]);
}

export function restore(database: SqliteDatabase, id: string): boolean {
  const k = placeOf(database, id);
  return k !== null && restoreAt(database, [k]).length === 1;
}

/** Returns the positions that came back. */
export function restoreAt(database: SqliteDatabase, positions: readonly number[]): number[] {
  const back = database.all<{ k: number }>(
    `INSERT INTO completions (${COLUMNS}) SELECT ${COLUMNS} FROM trash WHERE k ${AMONG}
      RETURNING k`,
    [among(positions)],
  );
  const at = back.map(({ k }) => k);
  restorePairs(database, at);
  database.run(`DELETE FROM trash WHERE k ${AMONG}`, [among(at)]);
  return at;
}

export function erase(database: SqliteDatabase, id: string): boolean {
  const k = placeOf(database, id);
  return k !== null && eraseAt(database, k);
}

export function eraseAt(database: SqliteDatabase, k: number): boolean {
  if (!takeFromTrash(database, k)) return false;
  noteChange(database, k, 'erased');
  forget(database, k);
  return true;
}

/** For good; its search text stays. */
export function takeFromTrash(database: SqliteDatabase, k: number): boolean {
  const sql = 'DELETE FROM trash WHERE k = ? RETURNING provider, upstream_id';
  const erased = database.all<Origin>(sql, [k]);
  for (const mark of marksOf(erased))
    database.run('INSERT OR IGNORE INTO erased (origin) VALUES (?)', [mark]);
  return erased.length === 1;
}

/**
 * Whatever else is kept of a completion that is erased: what tag jobs wrote to it, what came while its answer was being
 * made, and what the log has of it.
 */
export function forget(database: SqliteDatabase, k: number): void {
  forgetPieces(database, k);
  database.run('UPDATE job_items SET written = NULL WHERE k = ? AND written IS NOT NULL', [k]);
  database.hasErased = true;
}

export function eraseAll(database: SqliteDatabase, positions: readonly number[]): void {
  for (const k of positions) eraseAt(database, k);
}

function placeOf(database: SqliteDatabase, id: string): number | null {
  const k = database.value('SELECT k FROM trash WHERE id = ?', [id]);
  return typeof k === 'number' ? k : null;
}

export function eraseDeletedBefore(
  database: SqliteDatabase,
  second: number,
  limit: number,
): number {
  const rows = database.all<{ id: string }>(
    'SELECT id FROM trash WHERE deleted_at < ? ORDER BY deleted_at, k LIMIT ?',
    [second, limit],
  );
  return rows.filter(({ id }) => erase(database, id)).length;
}
