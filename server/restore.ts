import { resolve } from 'node:path';
import { readConfig } from './config';
import { startError } from './start/start-error';
import { sqliteFile } from './store/sqlite/sqlite-store';
import { restore } from './store/sqlite/restore';

// `npm run restore -- <file>`: puts a backup in the place of the SQLite database in DATABASE_URL. A relative file is
// meant from where the command was given; npm itself changes to the project's folder.
const [, , given] = process.argv;
try {
  const { database } = readConfig(process.env, '');
  if (!given) throw new Error('Say which backup: npm run restore -- <file>');
  if (database.kind !== 'sqlite')
    throw new Error('PostgreSQL is restored with its own pg_restore: see the README.');
  const target = sqliteFile(database.url);
  const { count, kept } = restore(resolve(process.env['INIT_CWD'] ?? '', given), target);
  process.stdout.write(`Restored ${count} completions to ${target}\n`);
  if (kept !== null) process.stdout.write(`What was there is kept as ${kept}\n`);
} catch (error) {
  process.stderr.write(`Nothing was restored. ${startError(error)}\n`);
  process.exitCode = 1;
}
