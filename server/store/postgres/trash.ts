import { storedMetadata } from '../sql/storable-values';
import { allColumns, type CompletionRow } from '../columns';
import type { Bound, Queries, Transactions } from './database';
import { marksOf, type Origin } from '../sql/origin-mark';
import { FORGET_SPECS } from '../sql/forget-specs';
import { forgetPieces } from './pieces';
import { pairsOfRows } from './pairs';
import { unindex } from './search';

const COLUMNS = allColumns.join(', ');
const NOW = 'CAST(extract(epoch FROM now()) AS BIGINT)';

/** Within the transaction that holds the row and removes it. Its search text waits for it until it is erased. */
export async function moveToTrash(
  queries: Queries,
  positions: readonly number[],
  job: string | null = null,
): Promise<void> {
  await queries.run(
    `INSERT INTO chatkeep.trash (deleted_at, job, ${COLUMNS})
      SELECT ${NOW}, $2, ${COLUMNS} FROM chatkeep.completions WHERE k = ANY($1::bigint[])`,
    [positions, job],
  );
  await forgetPieces(queries, positions);
}

/** Nobody generates it any more, so it has no owner. */
const RESTORE = (which: string) => `WITH
  back AS (DELETE FROM chatkeep.trash WHERE ${which} RETURNING ${COLUMNS})
  INSERT INTO chatkeep.completions (owner, ${COLUMNS}) SELECT '', ${COLUMNS} FROM back
  RETURNING k, metadata`;

export function restore(database: Transactions, id: string): Promise<boolean> {
  return database.transaction(async (queries) => {
    const rows = await queries.rows<Restored>(RESTORE('id = $1'), [id]);
    await insertPairs(queries, rows);
    return rows.length === 1;
  });
}

/** Within a transaction. Resolves with the positions that came back. */
export async function restoreAt(queries: Queries, positions: readonly number[]): Promise<number[]> {
  const rows = await queries.rows<Restored>(RESTORE('k = ANY($1::bigint[])'), [positions]);
  await insertPairs(queries, rows);
  return rows.map(({ k }) => k);
}

type Restored = Pick<CompletionRow, 'k' | 'metadata'>;

async function insertPairs(queries: Queries, rows: readonly Restored[]): Promise<void> {
  await queries.run(
    `INSERT INTO chatkeep.completion_metadata (key, value, k)
      SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])`,
    pairsOfRows(rows.map(({ k, metadata }) => ({ k, metadata: storedMetadata(metadata) }))),
  );
}

/** Within a transaction. Resolves with the positions that were erased. */
export async function eraseAt(queries: Queries, positions: readonly number[]): Promise<number[]> {
  return eraseWhich(queries, 'k = ANY($1::bigint[])', [positions]);
}

/** What tag jobs wrote to a completion. */
const FORGET = 'UPDATE chatkeep.job_items i SET written = NULL';

/** Within a transaction: forgets what tag jobs wrote at these positions, and what came while answers were being made. */
export async function forget(queries: Queries, positions: readonly number[]): Promise<void> {
  await forgetPieces(queries, positions);
  await queries.run(`${FORGET} WHERE i.k = ANY($1::bigint[]) AND i.written IS NOT NULL`, [
    positions,
  ]);
  await queries.run(FORGET_SPECS);
}

/** Within a transaction: takes out of the trash, beyond recovery, what a condition names; resolves with the positions. */
export async function eraseWhich(
  queries: Queries,
  which: string,
  values: readonly Bound[],
): Promise<number[]> {
  const rows = await queries.rows<Origin & { k: number }>(ERASE(which), values);
  const positions = rows.map(({ k }) => k);
  // A statement of its own: that before does not see what was indexed while it waited for the row.
  if (rows.length > 0) await unindex(queries, positions);
  const marks = marksOf(rows);
  if (marks.length > 0) await queries.run(MARK, [marks]);
  if (rows.length > 0) await queries.run(FORGET_SPECS);
  return positions;
}

const MARK = `INSERT INTO chatkeep.erased (origin) SELECT unnest($1::text[])
  ON CONFLICT DO NOTHING`;
const ERASE = (which: string) => `WITH
  gone AS (DELETE FROM chatkeep.trash WHERE ${which} RETURNING k, provider, upstream_id),
  forgotten AS (${FORGET} FROM gone WHERE i.k = gone.k AND i.written IS NOT NULL)
  SELECT k, provider, upstream_id FROM gone`;

export async function erase(database: Transactions, id: string): Promise<boolean> {
  const erased = await database.transaction((queries) => eraseWhich(queries, 'id = $1', [id]));
  return erased.length === 1;
}

export async function eraseDeletedBefore(
  database: Transactions,
  second: number,
  limit: number,
): Promise<number> {
  const oldest = `k IN (SELECT k FROM chatkeep.trash WHERE deleted_at < $1
    ORDER BY deleted_at, k LIMIT $2)`;
  const erased = await database.transaction((queries) =>
    eraseWhich(queries, oldest, [second, limit]),
  );
  return erased.length;
}
