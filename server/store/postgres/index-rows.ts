import { storedMetadata } from '../sql/storable-values';
import type { Queries } from './database';
import { type Findable, index } from './search';

const BATCH = 100;

/** Makes rows of former releases findable. */
export async function indexRows(queries: Queries, table: 'completions' | 'trash'): Promise<void> {
  let after = -1;
  for (;;) {
    const rows = await queries.rows<Omit<Findable, 'metadata'> & { metadata: string }>(
      `SELECT k, id, upstream_id AS "upstreamId", state, metadata, messages, body
        FROM chatkeep.${table} WHERE k > $1 ORDER BY k LIMIT ${BATCH}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) return;
    await index(
      queries,
      rows.map((row) => ({ ...row, metadata: storedMetadata(row.metadata) })),
    );
    after = last.k;
  }
}
