import { resolve } from 'node:path';
import { sqliteFile } from '../store/sqlite/sqlite-store';
import { restore as restoreFile } from '../store/sqlite/restore';
import { WrongUsage } from './arguments';
import { counted, say } from '../start/say';
import type { Command } from './command';

/** Puts the backup `operand` in the place of the SQLite database. */
export const restore: Command = async ({ operands: [operand], here, config }) => {
  if (!operand) throw new WrongUsage('Say which backup: restore FILE.');
  const { database } = config();
  if (database.kind !== 'sqlite')
    throw new Error('PostgreSQL is restored with its own pg_restore: see docs/backup.md.');
  const target = sqliteFile(database.url);
  const { count, kept } = restoreFile(resolve(here, operand), target);
  say(`Restored ${counted(count, 'completion')} to ${target}`);
  if (kept !== null) say(`What was there is kept as ${kept}`);
};
