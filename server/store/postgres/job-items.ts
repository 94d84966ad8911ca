import { failureLabels, span } from '../sql/job-row';
import { CLEAR_ITEMS, COUNT_AGAIN, COUNT_ITEMS, RETRY_ITEMS, WRITTEN_ITEMS } from '../sql/jobs';
import type { Shelf } from '../jobs';
import type { Queries, Transactions } from './database';
import { lockJob } from './jobs';

export function addJobItems(
  database: Transactions,
  id: string,
  positions: readonly number[],
): Promise<void> {
  return database.transaction((queries) =>
    add(
      queries,
      id,
      positions.map((k) => ({ k, id: null, written: null })),
    ),
  );
}

export function addJobIds(
  database: Transactions,
  job: string,
  ids: readonly string[],
  shelf: Shelf,
): Promise<void> {
  return database.transaction(async (queries) => {
    const items = await queries.rows<NewItem>(
      `SELECT s.k, wanted.id, NULL AS written FROM unnest($1::text[]) WITH ORDINALITY AS wanted (id, n)
        LEFT JOIN chatkeep.${shelf} s ON s.id = wanted.id ORDER BY wanted.n`,
      [ids],
    );
    await add(queries, job, items);
  });
}

export function addWrittenItems(database: Transactions, id: string, of: string): Promise<void> {
  return database.transaction(async (queries) => {
    const items = await queries.rows<NewItem>(WRITTEN_ITEMS, [of]);
    await add(queries, id, items);
  });
}

type NewItem = { k: number | null; id: string | null; written: string | null };

async function add(queries: Queries, id: string, items: readonly NewItem[]): Promise<void> {
  const now = await lockJob(queries, id);
  if (!now) return;
  await queries.run(
    `INSERT INTO chatkeep.job_items (job, n, k, id, state, written)
      SELECT $1, $2 + n - 1, k, id, 'pending', written
      FROM unnest($3::bigint[], $4::text[], $5::text[]) WITH ORDINALITY AS item (k, id, written, n)`,
    [
      id,
      now.counts.total,
      items.map(({ k }) => k),
      items.map((item) => item.id),
      items.map(({ written }) => written),
    ],
  );
  const { oldest, newest } = span(
    now,
    items.flatMap(({ k }) => k ?? []),
  );
  await queries.run(COUNT_ITEMS, [id, items.length, oldest, newest]);
}

export function clearJobItems(database: Transactions, id: string): Promise<void> {
  return database.transaction(async (queries) => {
    for (const sql of CLEAR_ITEMS) await queries.run(sql, [id]);
  });
}

export async function addJobFailures(
  queries: Queries,
  id: string,
  failures: readonly { id: string; reason: string }[],
): Promise<void> {
  const labels = failures.map(failureLabels);
  await queries.run(
    `INSERT INTO chatkeep.job_items (job, n, id, state, reason)
      SELECT $1, (SELECT coalesce(max(n), -1) FROM chatkeep.job_items WHERE job = $1) + n, id, 'failed', reason
      FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS failure (id, reason, n)`,
    [id, labels.map((failure) => failure.id), labels.map(({ reason }) => reason)],
  );
}

export function retryJobItems(database: Transactions, id: string): Promise<void> {
  return database.transaction(async (queries) => {
    await lockJob(queries, id);
    const again = await queries.run(RETRY_ITEMS, [id]);
    await queries.run(COUNT_AGAIN, [id, again]);
  });
}
