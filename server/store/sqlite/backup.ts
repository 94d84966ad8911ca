import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SqliteDatabase } from './database';
import { makeFolder } from './make-folder';
import { noRoom } from './reserve';
import { APPLICATION_ID } from './schema';
import { StoreRefused } from '../errors';
import { failureCause } from '../failure-cause';

/**
 * Copies a SQLite store to `target` while a server may be writing to it: the state of one moment, checked, readable by
 * its owner alone. Resolves with the number of completions in it. `target` is there whole or not at all; one that
 * exists is refused with {@link StoreRefused}, and so is a file that is no store. Its folder is made when needed.
 */
export function backUp(file: string, target: string): number {
  if (!existsSync(file))
    throw new StoreRefused(`there is no database ${file}: name its folder with --data`);
  if (existsSync(target)) throw new StoreRefused(`${target} exists already: choose another name`);
  makeFolder(dirname(target));
  const unfinished = `${target}.unfinished`;
  // SQLite would create the copy world-readable; it accepts an empty file and keeps its mode.
  closeSync(openSync(unfinished, 'w', 0o600));
  try {
    const source = new SqliteDatabase(file);
    try {
      if (source.value('PRAGMA application_id') !== APPLICATION_ID) {
        throw new StoreRefused(`${file} is not a database of Chatkeep`);
      }
      source.widenPages();
      source.letShrink();
      source.run('VACUUM INTO ?', [unfinished]);
    } finally {
      source.close();
    }
    const count = check(unfinished);
    sync(unfinished);
    publish(unfinished, target);
    return count;
  } catch (error) {
    if (failureCause(error) !== 'diskFull') throw error;
    // It may be another disk than that of the database.
    throw noRoom(`${dirname(target)} has no room for the copy`);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function check(file: string): number {
  const copy = new SqliteDatabase(file);
  try {
    const verdict = copy.value('PRAGMA integrity_check');
    if (verdict !== 'ok') throw new StoreRefused(`the copy is damaged: ${verdict}`);
    return Number(copy.value('SELECT count(*) FROM completions'));
  } finally {
    copy.close();
  }
}

/** Unlike a rename, a link never replaces what another wrote there meanwhile. */
function publish(unfinished: string, target: string): void {
  linkSync(unfinished, target);
  sync(dirname(target));
}

/** Resolves once a file, or the names in a folder, are on the disk. */
export function sync(path: string): void {
  const opened = openSync(path, statSync(path).isDirectory() ? 'r' : 'r+');
  fsyncSync(opened);
  closeSync(opened);
}
