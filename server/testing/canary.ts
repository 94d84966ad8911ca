import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresDatabase } from '../store/postgres/database';
import { settleTallies } from '../store/postgres/tallies';
import type { TestApp } from './start-app';

/** Where a text can be read: the files of a SQLite database, or the tables of a PostgreSQL one. Case does not matter. */
export function placesOf(server: TestApp, text: string): Promise<string[]> {
  const { url } = server.parts.config.database;
  return url.startsWith('postgres')
    ? tablesWith(url, text)
    : Promise.resolve(filesWith(server, text));
}

/** Of the files of the database: its own, its search index, and the logs of both. */
export function filesWith({ folder }: TestApp, text: string): string[] {
  return (
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.startsWith('chatkeep.db'))
      .map(({ parentPath, name }) => join(parentPath, name))
      // One character a byte, so that what is no text stays in place.
      .filter((path) => readFileSync(path, 'latin1').toLowerCase().includes(text))
  );
}

async function tablesWith(url: string, text: string): Promise<string[]> {
  const database = new PostgresDatabase(url);
  try {
    // As a server does every few seconds: until then a name that is gone is in two lines that add up to nothing.
    await settleTallies(database);
    const tables = await database.rows<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'chatkeep'",
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await database.rows(
        `SELECT 1 AS found FROM chatkeep."${name}" AS t WHERE t::text ILIKE $1 LIMIT 1`,
        [`%${text}%`],
      );
      if (rows.length > 0) found.push(name);
    }
    return found;
  } finally {
    await database.close();
  }
}
