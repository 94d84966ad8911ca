import { SqliteDatabase } from './database';
import { indexPath, unindexed } from './search/index-file';
import { schemaVersion } from './migrate';
import { migrations } from './schema';
import { StoreRefused } from '../errors';

/**
 * Looks through a store, also while a server writes to it, and changes nothing. Throws {@link StoreRefused} when it is
 * damaged, newer than this release or no store. Takes a time that grows with the file.
 */
export function examineSqlite(file: string) {
  const database = new SqliteDatabase(file);
  try {
    const version = schemaVersion(database, migrations.length);
    const verdict = database.value('PRAGMA quick_check(1)');
    if (verdict !== 'ok')
      throw StoreRefused.as('damaged', `${file} is damaged: ${String(verdict)}`);
    if (version === 0)
      return { completions: 0, newest: null, now: null, behind: 0, unindexed: null };
    const newest = database.value('SELECT max(created) FROM completions');
    return {
      completions: Number(database.value('SELECT count(*) FROM completions')),
      newest: typeof newest === 'number' ? newest : null,
      now: null,
      behind: migrations.length - version,
      unindexed: version === migrations.length ? unindexed(database, indexPath(file)) : null,
    };
  } finally {
    database.close();
  }
}
