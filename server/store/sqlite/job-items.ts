import { failureLabels, span } from '../sql/job-row';
import { CLEAR_ITEMS, COUNT_AGAIN, COUNT_ITEMS, RETRY_ITEMS, WRITTEN_ITEMS } from '../sql/jobs';
import type { Shelf } from '../jobs';
import type { SqliteDatabase } from './database';
import { job } from './jobs';

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
  database.run(COUNT_ITEMS, [id, items.length, oldest, newest]);
}

function addWrittenItems(database: SqliteDatabase, id: string, of: string): void {
  const items = database.all<NewItem>(WRITTEN_ITEMS, [of]);
  add(database, id, items);
}

function clearJobItems(database: SqliteDatabase, id: string): void {
  for (const sql of CLEAR_ITEMS) database.run(sql, [id]);
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
  const again = database.run(RETRY_ITEMS, [id]);
  database.run(COUNT_AGAIN, [id, again]);
}
