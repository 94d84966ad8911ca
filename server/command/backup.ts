import { resolve } from 'node:path';
import { sqliteFile } from '../store/sqlite/sqlite-store';
import { backUp } from '../store/sqlite/backup';
import { WrongUsage } from './arguments';
import { counted, say } from '../start/say';
import type { Command } from './command';

/** Copies the SQLite database to `operand`, also while the server runs. */
export const backup: Command = async ({ operands: [operand], here, config }) => {
  if (!operand) throw new WrongUsage('Say where to: backup FILE.');
  if (operand === '-')
    throw new WrongUsage('A backup is a file: it does not go to standard output.');
  const { database } = config();
  if (database.kind !== 'sqlite')
    throw new Error('PostgreSQL is backed up with its own pg_dump: see docs/backup.md.');
  const target = resolve(here, operand);
  const count = backUp(sqliteFile(database.url), target);
  say(`Backed up ${counted(count, 'completion')} to ${target}`);
};
