import { failureLabels, span } from '../sql/job-row';
import type { JobFailure, Shelf } from '../jobs';
import type { SqliteDatabase } from './database';
import { job } from './jobs';

export const jobItemReads = { jobFailures };
export const jobItemWrites = {
  addJobItems,
  addJobIds,
  addWrittenItems,
  clearJobItems,
  addJobFailures,
  retryJobItems,
};

function addJobItems(database: SqliteDatabase, id: string, positions: readonly number[]): void {
  add(
    database,
    id,
    positions.map((k) => ({ k, id: null })),
  );
}

function addJobIds(
  database: SqliteDatabase,
  job: string,
  ids: readonly string[],
  shelf: Shelf,
): void {
  const found = ids.map((id) => {
    const k = database.value(`SELECT k FROM ${shelf} WHERE id = ?`, [id]);
    return { k: typeof k === 'number' ? k : null, id };
  });
  add(database, job, found);
}

type NewItem = { k: number | null; id: string | null; written?: string };

function add(database: SqliteDatabase, id: string, items: readonly NewItem[]): void {
  const now = job(database, id);
  if (!now) return;
  for (const [i, item] of items.entries()) {
    database.run(
      "INSERT INTO job_items (job, n, k, id, state, written) VALUES (?, ?, ?, ?, 'pending', ?)",
      [id, now.counts.total + i, item.k, item.id, item.written ?? null],
    );
  }
  const { oldest, newest } = span(
    now,
    items.flatMap(({ k }) => k ?? []),
  );
  database.run('UPDATE jobs SET total = total + ?, oldest = ?, newest = ? WHERE id = ?', [
    items.length,
    oldest,
    newest,
    id,
  ]);
}

function addWrittenItems(database: SqliteDatabase, id: string, of: string): void {
  const items = database.all<NewItem>(
    "SELECT k, id, written FROM job_items WHERE job = ? AND state = 'done' AND written IS NOT NULL ORDER BY n",
    [of],
  );
  add(database, id, items);
}

function clearJobItems(database: SqliteDatabase, id: string): void {
  database.run('DELETE FROM job_items WHERE job = ?', [id]);
  database.run('UPDATE jobs SET total = 0, oldest = NULL, newest = NULL, bytes = 0 WHERE id = ?', [
    id,
  ]);
}

export function addJobFailures(
  database: SqliteDatabase,
  id: string,
  failures: readonly { id: string; reason: string }[],
): void {
  const last = database.value('SELECT max(n) FROM job_items WHERE job = ?', [id]);
  for (const [i, failure] of failures.map(failureLabels).entries()) {
    database.run(
      "INSERT INTO job_items (job, n, id, state, reason) VALUES (?, ?, ?, 'failed', ?)",
      [id, (typeof last === 'number' ? last + 1 : 0) + i, failure.id, failure.reason],
    );
  }
}

function retryJobItems(database: SqliteDatabase, id: string): void {
  const again = database.run(
    "UPDATE job_items SET state = 'pending', reason = NULL WHERE job = ? AND state = 'failed'",
    [id],
  );
  database.run('UPDATE jobs SET failed = failed - ? WHERE id = ?', [again, id]);
}

function jobFailures(
  database: SqliteDatabase,
  id: string,
  { limit, after }: { limit: number; after: number },
): JobFailure[] {
  return database.all<JobFailure>(
    `SELECT n, id, reason FROM job_items WHERE job = ? AND state = 'failed' AND n > ?
      ORDER BY n LIMIT ${limit}`,
    [id, after],
  );
}
