import { SqliteDatabase } from '../store/sqlite/database';

/** On a connection of its own to a file, beside any server. */
export function withDatabase<T>(file: string, work: (database: SqliteDatabase) => T): T {
  const database = new SqliteDatabase(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
