import { PostgresDatabase } from '../store/postgres/database';

/** A dead process is known to be dead after half a minute; a test does not wait for it. */
export async function forgetServers(url: string): Promise<void> {
  if (!url.startsWith('postgres')) return;
  const database = new PostgresDatabase(url);
  await database.run("UPDATE chatkeep.servers SET alive_until = now() - interval '1 second'");
  await database.close();
}
