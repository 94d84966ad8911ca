import { storedMetadata } from '../sql/storable-values';
import type { PostgresDatabase } from './database';
import { type Findable, index } from './search';

/** Their texts are in memory while they are made findable. */
const BATCH = 20;

const END = `UPDATE chatkeep.completions SET state = 'incomplete', reason = 'server_restart'
  WHERE k IN (SELECT k FROM chatkeep.completions
    WHERE state = 'running' AND NOT EXISTS (
      SELECT 1 FROM chatkeep.servers s WHERE s.token = owner AND s.alive_until > now())
    ORDER BY k LIMIT ${BATCH} FOR UPDATE)
  RETURNING k, id, upstream_id AS "upstreamId", state, metadata, messages, body`;

/** Ends what dead servers left running, and makes its prompts findable. Resolves with how many there were. */
export async function endLeftOver(database: PostgresDatabase): Promise<number> {
  for (let count = 0; ;) {
    const ended = await database.transaction(async (queries) => {
      const rows = await queries.rows<Omit<Findable, 'metadata'> & { metadata: string }>(END);
      const findable = rows.map((row) => ({ ...row, metadata: storedMetadata(row.metadata) }));
      if (rows.length > 0) await index(queries, findable);
      return rows.length;
    });
    count += ended;
    if (ended < BATCH) return count;
  }
}
