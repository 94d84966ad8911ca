import { readyStore } from '../serve';
import { postgresFault } from '../start/postgres-address';
import { say } from '../start/say';
import { moveStore } from '../store/move/move';
import { sqliteFile } from '../store/sqlite/sqlite-store';
import { WrongUsage } from './arguments';
import type { Command } from './command';

/** Moves all that the SQLite database holds to PostgreSQL, and says what it did. */
export const move: Command = async ({ options: { to }, config }) => {
  if (to === undefined || !/^postgres(ql)?:\/\//.test(to))
    throw new WrongUsage('Say where to: move --to postgres://user@host/database.');
  const fault = postgresFault(to);
  if (fault !== null) throw new WrongUsage(`--to ${fault}.`);
  const settings = config();
  const { database } = settings;
  if (database.kind !== 'sqlite')
    throw new Error(
      'It moves from SQLite to PostgreSQL, and DATABASE_URL names PostgreSQL already.',
    );
  const file = sqliteFile(database.url);
  // Brings the file to this schema, and ends what a server that was killed left open.
  await (await readyStore(settings)).close();
  let written = 0;
  let told = Date.now();
  await moveStore(file, to, {
    wrote(table, rows) {
      written += rows;
      if (Date.now() - told < 5_000) return;
      told = Date.now();
      process.stderr.write(`${written.toLocaleString('en')} rows written, now ${table}\n`);
    },
    equal: (table, { rows, hash }) =>
      say(
        `${table.padEnd(20)} ${rows.toLocaleString('en').padStart(11)} rows, equal by ${hash.slice(0, 16)}`,
      ),
  });
  say(
    `Moved: all of ${file} is in PostgreSQL. Start the server with DATABASE_URL=${hidden(to)}; the file stays as it is, and the providers file where it is.`,
  );
};

function hidden(url: string): string {
  return url.replace(/(?<=^\w+:\/\/[^/@:]*):[^@/]*(?=@)/, ':…');
}
