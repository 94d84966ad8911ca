import { resolve } from 'node:path';
import { readConfig } from '../server/config';
import { sqliteFile } from '../server/store/sqlite';
import { backUp } from '../server/store/sqlite-backup';

// `npm run backup -- <target>`: copies the SQLite database in DATABASE_URL, also while the server runs.
const target = process.argv[2];
try {
  const { database } = readConfig(process.env, '');
  if (!target) throw new Error('Say where to: npm run backup -- <target>');
  if (database.kind !== 'sqlite') throw new Error('PostgreSQL is backed up with its own pg_dump.');
  const count = backUp(sqliteFile(database.url), resolve(target));
  console.log(`Backed up ${count} completions to ${target}`);
} catch (error) {
  process.stderr.write(`No backup. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
