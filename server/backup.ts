import { resolve } from 'node:path';
import { readConfig } from './config';
import { startError } from './start/start-error';
import { sqliteFile } from './store/sqlite/sqlite-store';
import { backUp } from './store/sqlite/backup';

// `npm run backup -- <target>`: copies the SQLite database in DATABASE_URL, also while the server runs. A relative
// target is meant from where the command was given; npm itself changes to the project's folder.
const [, , given] = process.argv;
try {
  const { database } = readConfig(process.env, '');
  if (!given) throw new Error('Say where to: npm run backup -- <target>');
  if (database.kind !== 'sqlite')
    throw new Error('PostgreSQL is backed up with its own pg_dump: see the README.');
  const target = resolve(process.env['INIT_CWD'] ?? '', given);
  const count = backUp(sqliteFile(database.url), target);
  process.stdout.write(`Backed up ${count} completions to ${target}\n`);
} catch (error) {
  process.stderr.write(`No backup. ${startError(error)}\n`);
  process.exitCode = 1;
}
