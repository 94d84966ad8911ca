import type { PostgresDatabase } from './database';

/** See {@link Store.requestStop}; `token` is this process's own. */
export async function requestStop(
  database: PostgresDatabase,
  id: string,
  token: string,
): Promise<boolean> {
  const asked = await database.run(
    `UPDATE chatkeep.completions SET stop_asked = true
      WHERE id = $1 AND state = 'running' AND owner <> $2`,
    [id, token],
  );
  return asked === 1;
}

export async function stopRequests(database: PostgresDatabase, token: string): Promise<string[]> {
  const rows = await database.rows<{ id: string }>(
    `SELECT id FROM chatkeep.completions WHERE state = 'running' AND owner = $1 AND stop_asked`,
    [token],
  );
  return rows.map(({ id }) => id);
}
