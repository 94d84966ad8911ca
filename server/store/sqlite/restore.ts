import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  openSync,
  closeSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backUp, sync } from './backup';
import { SqliteDatabase } from './database';
import { lockForServer } from './lock';
import { makeFolder } from './make-folder';
import { schemaVersion } from './migrate';
import { migrations } from './schema';
import { StoreRefused } from '../errors';

/** What SQLite keeps beside a database and would read into another one in its place. */
const BESIDE = ['-wal', '-shm', '-journal'];

/** `kept`: where the replaced database is now; null when there was none. */
type Restored = { count: number; kept: string | null };

/**
 * Puts a copy of the backup `from` in the place of the store `to`: checked, synced, and all at once. What was there
 * stays beside it with its log, as `<to>.replaced-<UTC time>`. Refused with {@link StoreRefused}, and nothing is
 * touched, for a backup that is no store of this version or is damaged, and while a server runs on `to`. The next
 * start migrates an older one. `now` in milliseconds.
 */
export function restore(from: string, to: string, now = Date.now()): Restored {
  if (!existsSync(from)) throw new StoreRefused(`there is no file ${from}`);
  if (existsSync(to) && realpathSync(from) === realpathSync(to))
    throw new StoreRefused(`${from} is the database itself`);
  if (!statSync(from).isFile()) throw new StoreRefused(`${from} is no file`);
  accessSync(from, constants.R_OK);
  check(from);
  makeFolder(dirname(to));
  const isNew = !existsSync(to);
  // Something has to be there for the lock, which keeps a server from starting meanwhile.
  if (isNew) closeSync(openSync(to, 'a', 0o600));
  // The database itself, where the name is a link to it.
  const target = realpathSync(to);
  const unlock = lockForServer(target);
  const staged = `${target}.restoring`;
  try {
    rmSync(staged, { force: true });
    const count = backUp(from, staged);
    const kept = isNew ? null : keepReplaced(target, now);
    renameSync(staged, target);
    sync(dirname(target));
    return { count, kept };
  } catch (error) {
    if (isNew) rmSync(to, { force: true });
    throw error;
  } finally {
    rmSync(staged, { force: true });
    unlock();
  }
}

/**
 * First everything has its second name, then what would be read into the new database loses its first one: whenever
 * this is cut off, the old database is whole under one of the two.
 */
function keepReplaced(target: string, now: number): string {
  const kept = freeName(target, now);
  const beside = BESIDE.filter((end) => existsSync(target + end));
  linkSync(target, kept);
  for (const end of beside) linkSync(target + end, kept + end);
  sync(dirname(target));
  for (const end of beside) rmSync(target + end);
  sync(dirname(target));
  return kept;
}

function freeName(target: string, now: number): string {
  const time = new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const name = `${basename(target)}.replaced-${time}`;
  const names = [name, ...Array.from({ length: 99 }, (_, n) => `${name}-${n + 2}`)];
  const free = names.map((each) => join(dirname(target), each)).find((each) => !existsSync(each));
  if (free === undefined) throw new StoreRefused(`${name} exists already`);
  return free;
}

/** A damaged one would be copied as far as it can be read. */
function check(file: string): void {
  const database = new SqliteDatabase(file);
  try {
    if (schemaVersion(database, migrations.length) === 0)
      throw new StoreRefused(`${file} is empty`);
    const verdict = database.value('PRAGMA integrity_check');
    if (verdict !== 'ok') throw new StoreRefused(`${file} is damaged: ${String(verdict)}`);
  } catch (error) {
    if (error instanceof StoreRefused) throw error;
    throw new StoreRefused(`${file} cannot be read: it is damaged, or no database`, {
      cause: error,
    });
  } finally {
    database.close();
  }
}
