import { PostgresDatabase } from './database';
import { schemaVersion } from './migrate';
import { migrations } from './schema';

type Row = { now: number; room: number; completions?: number; newest?: number | null };

/** What administrators have for themselves is no room. */
const NOW = `SELECT extract(epoch FROM now())::bigint AS now, current_setting('max_connections')::int
  - current_setting('superuser_reserved_connections')::int AS room`;

/**
 * Looks at the database behind a `postgres://…` URL, and changes nothing. Rejects as a start does: no such server, a
 * wrong password, a newer schema.
 */
export async function examinePostgres(url: string) {
  const database = new PostgresDatabase(url);
  try {
    const version = await schemaVersion(database, migrations.length);
    const counted =
      version === 0
        ? NOW
        : `${NOW}, (SELECT count(*) FROM chatkeep.completions) AS completions,
           (SELECT max(created) FROM chatkeep.completions) AS newest`;
    const [row] = await database.rows<Row>(counted);
    return {
      completions: row?.completions ?? 0,
      newest: row?.newest ?? null,
      now: row?.now ?? null,
      room: row?.room ?? null,
      behind: version === 0 ? 0 : migrations.length - version,
      unindexed: null,
    };
  } finally {
    await database.close();
  }
}
