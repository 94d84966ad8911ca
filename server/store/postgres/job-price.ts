import type { Job, PricedItem } from '../jobs';
import { pricedItem } from '../sql/job-row';
import type { OnWorked } from '../timed';
import type { PostgresDatabase, Queries } from './database';
import { lock, settle, whileRunning } from './job-work';

/** For a job whose costs the server knows. */
export function priceForJob(
  database: PostgresDatabase,
  id: string,
  { priced, onWorked }: { priced: readonly PricedItem[]; onWorked: OnWorked | undefined },
): Promise<Job | null> {
  const step = async (queries: Queries) => {
    const written = new Set(await writeCosts(queries, priced));
    const results = priced.map((item) => pricedItem(item, written.has(item.n)));
    await settle(queries, id, results);
    return results;
  };
  return whileRunning(database, id, { step, change: {}, onWorked });
}

/** Which of them had the cost that was read, and have another now. */
async function writeCosts(queries: Queries, priced: readonly PricedItem[]): Promise<number[]> {
  const changed = priced.filter(({ k, from, to }) => k !== null && from !== to);
  await lock(
    queries,
    changed.flatMap(({ k }) => (k === null ? [] : [{ k }])),
  );
  const rows = await queries.rows<{ n: number }>(
    `UPDATE chatkeep.completions c SET cost = p.after, version = version + 1
      FROM unnest($1::bigint[], $2::bigint[], $3::double precision[], $4::double precision[])
        AS p (n, k, before, after)
      WHERE c.k = p.k AND c.state <> 'running' AND c.cost IS NOT DISTINCT FROM p.before
      RETURNING p.n`,
    [
      changed.map(({ n }) => n),
      changed.map(({ k }) => k),
      changed.map(({ from }) => from),
      changed.map(({ to }) => to),
    ],
  );
  return rows.map(({ n }) => n);
}
