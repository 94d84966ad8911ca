import { closeSync, openSync, realpathSync } from 'node:fs';
import { SqliteDatabase, sqliteCode } from './database';
import { StoreRefused } from '../errors';

/** Long enough for a server that is being restarted to let go. */
const PATIENCE_MS = 1_000;

/**
 * Makes this process the only server of a SQLite file, which must exist, until the returned function is called or the
 * process ends, however it ends. Throws {@link StoreRefused} while another one has it, whatever name it knows the file
 * by. The lock is one that the system holds on `<file>.lock`; Node has no such lock of its own, SQLite has it on every
 * system.
 */
export function lockForServer(file: string): () => void {
  const lock = `${realpathSync(file)}.lock`;
  // SQLite would create it world-readable.
  closeSync(openSync(lock, 'a', 0o600));
  const database = new SqliteDatabase(lock);
  try {
    database.script(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    // Nothing is ever written, so no journal may be left beside it.
    database.script('PRAGMA journal_mode = MEMORY');
    database.script('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (sqliteCode(error) !== 'SQLITE_BUSY') throw error;
    throw StoreRefused.as(
      'inUse',
      `another server has the database ${file} in use: stop it first, or give this one another DATABASE_URL`,
      { cause: error },
    );
  }
  let isLocked = true;
  return () => {
    if (!isLocked) return;
    isLocked = false;
    // The driver keeps the file open until its statements are collected, so let go here.
    database.script('ROLLBACK');
    database.close();
  };
}
