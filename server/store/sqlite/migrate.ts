import { closeSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import { SqliteDatabase, sqliteCode } from './database';
import { APPLICATION_ID, migrations } from './schema';
import { StoreRefused } from '../errors';
import { upgradeNotice } from '../upgrade-notice';

/**
 * Brings the file to the newest schema, or leaves it untouched. A file with data is copied first, to
 * `<file>.before-<version>`. Safe when several processes start at once: the first one migrates, the others wait.
 * Throws {@link StoreRefused} for files that are not ours or are newer than this version.
 */
export function migrate(
  database: SqliteDatabase,
  file: string,
  steps = migrations,
  say: (line: string) => void = () => undefined,
): void {
  // Read as of one moment: a file that another process is just making would else look like somebody else's.
  const version = database.snapshot(() => schemaVersion(database, steps.length));
  if (version === steps.length) return;
  if (version === 0) {
    database.widenPages();
    database.letShrink();
  }
  database.transaction(() => {
    // Read again: while this process waited for the lock, another may have done the work.
    const from = schemaVersion(database, steps.length);
    if (from === steps.length) return;
    if (from > 0) {
      const copy = `${file}.before-${steps.length}`;
      const megabytes = Math.ceil(statSync(file).size / 1e6);
      say(upgradeNotice(from, steps.length, `: its ${megabytes} MB are copied to ${copy} first`));
      copyAside(file, copy);
    }
    for (const step of steps.slice(from)) {
      if (typeof step === 'string') database.script(step);
      else step(database);
    }
    database.script(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.script(`PRAGMA user_version = ${steps.length}`);
  });
}

/** The file's schema version, 0 for an empty file. */
export function schemaVersion(database: SqliteDatabase, newest: number): number {
  const [application, version, tables] = [
    'PRAGMA application_id',
    'PRAGMA user_version',
    'SELECT count(*) FROM sqlite_master',
  ].map((sql) => Number(readHeader(database, sql)));
  if (application === 0 && version === 0 && tables === 0) return 0;
  if (application !== APPLICATION_ID || version === undefined) {
    throw new StoreRefused('the file is a database of another application');
  }
  if (version > newest) {
    throw StoreRefused.as(
      'newer',
      `the database has schema version ${version}, this release knows ${newest}: start a newer release`,
    );
  }
  return version;
}

function readHeader(database: SqliteDatabase, sql: string): unknown {
  try {
    return database.value(sql);
  } catch (error) {
    if (sqliteCode(error) !== 'SQLITE_NOTADB') throw error;
    throw StoreRefused.as('damaged', 'the file is not a SQLite database', { cause: error });
  }
}

/** The caller holds the write lock, so this second connection sees the data as they were before the migration. */
function copyAside(file: string, copy: string): void {
  // SQLite would create the copy world-readable; it accepts an empty file and keeps its mode.
  closeSync(openSync(copy, 'w', 0o600));
  const reader = new SqliteDatabase(file);
  try {
    reader.run('VACUUM INTO ?', [copy]);
  } catch (error) {
    // On a full disk it would keep all the room that there was.
    rmSync(copy, { force: true });
    throw error;
  } finally {
    reader.close();
  }
  // VACUUM INTO leaves the copy in the page cache; the migration must not commit before the copy is on disk.
  const written = openSync(copy, 'r+');
  fsyncSync(written);
  closeSync(written);
}
