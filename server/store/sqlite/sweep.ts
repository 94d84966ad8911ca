import type { SqliteDatabase } from './database';

/** Bytes of a step: some milliseconds of the writer. */
const STEP = 1024 * 1024;

/**
 * Looks a step of the file through for leftovers of rows that releases before wrote, from its end to its beginning;
 * resolves with how many pages are left. What is written today is looked through before it comes into the file.
 */
export function sweep(database: SqliteDatabase): number {
  const page = Number(database.value('SELECT page FROM unswept') ?? 0);
  const left = Math.max(0, page - database.pagesOf(STEP));
  if (page === 0) return 0;
  const step = Array.from({ length: page - left }, (_, n) => left + n + 1);
  database.lookThrough(step);
  database.run('UPDATE unswept SET page = ?', [left]);
  return left;
}
