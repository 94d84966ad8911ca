import { storedMetadata } from '../sql/storable-values';
import {
  changesOf,
  failureLabels,
  type JobRow,
  jobColumns,
  newJobColumns,
  newJobValues,
  span,
  toJob,
} from '../sql/job-row';
import type { JobState } from '#contract/jobs/job-state';
import type { Lane } from '#contract/jobs/job-kind';
import type { Job, JobChange, JobFailure, JobsQuery, NewJob, Shelf } from '../jobs';
import type { SqliteDatabase } from './database';
import type { Metadata } from '#contract/metadata';

export const jobReads = { job, jobs, jobFailures, trashed, bytesAt, metadataAt };
export const jobRecordWrites = {
  createJob,
  changeJob,
  claimJob,
  adoptJobs,
  addJobItems,
  addJobIds,
  addWrittenItems,
  clearJobItems,
  addJobFailures,
  retryJobItems,
  removeJob,
};

const COLUMNS = jobColumns.join(', ');

function createJob(database: SqliteDatabase, job: NewJob): void {
  database.run(
    `INSERT INTO jobs (${newJobColumns.join(', ')}) VALUES (${newJobColumns.map(() => '?').join(', ')})`,
    newJobValues(job),
  );
}

export function job(database: SqliteDatabase, id: string): Job | null {
  const [row] = database.all<JobRow>(`SELECT ${COLUMNS} FROM jobs WHERE id = ?`, [id]);
  return row ? toJob(row) : null;
}

function jobs(
  database: SqliteDatabase,
  { limit, before, kind, state, targets, isOpen = false }: JobsQuery,
): Job[] {
  const conditions: [sql: string, ...values: (string | number)[]][] = [];
  if (before !== undefined) conditions.push(['k < ?', before]);
  if (kind !== undefined) conditions.push(['kind = ?', kind]);
  if (state !== undefined) conditions.push(['state = ?', state]);
  if (targets) {
    conditions.push(['target IN (SELECT value FROM json_each(?))', JSON.stringify(targets)]);
  }
  if (isOpen) conditions.push(['ended IS NULL']);
  const where = conditions.map(([sql]) => sql).join(' AND ') || 'true';
  return database
    .all<JobRow>(
      `SELECT ${COLUMNS} FROM jobs WHERE ${where} ORDER BY k DESC LIMIT ${limit}`,
      conditions.flatMap(([, ...values]) => values),
    )
    .map(toJob);
}

export function changeJob(
  database: SqliteDatabase,
  id: string,
  from: readonly JobState[],
  change: JobChange,
): Job | null {
  const now = job(database, id);
  if (!now || !from.includes(now.state)) return null;
  const changes = changesOf(change);
  if (changes.length === 0) return now;
  database.run(
    `UPDATE jobs SET ${changes.map(([column]) => `${column} = ?`).join(', ')} WHERE id = ?`,
    [...changes.map(([, value]) => value), id],
  );
  return job(database, id);
}

/** The file has one server process, so nobody else can be running one. */
function claimJob(database: SqliteDatabase, lane: Lane): Job | null {
  const [row] = database.all<JobRow>(
    `UPDATE jobs SET state = 'running', started = coalesce(started, unixepoch())
      WHERE k = (SELECT k FROM jobs WHERE lane = ? AND ended IS NULL AND state IN ('running', 'queued')
        ORDER BY state = 'running' DESC, k LIMIT 1)
      RETURNING ${COLUMNS}`,
    [lane],
  );
  return row ? toJob(row) : null;
}

/** A transfer ended with the process that its request came to. */
function adoptJobs(database: SqliteDatabase): Job[] {
  database.run(
    `INSERT INTO audit (at, actor, origin, action, subject, count)
      SELECT unixepoch(), actor, origin, 'job.failed ' || kind, id, changed FROM jobs
      WHERE lane = 'follow' AND ended IS NULL`,
  );
  database.run(
    `UPDATE jobs SET state = 'failed', ended = unixepoch(), error = 'the server was restarted'
      WHERE lane = 'follow' AND ended IS NULL`,
  );
  return database
    .all<JobRow>(`SELECT ${COLUMNS} FROM jobs WHERE state = 'preparing' AND ended IS NULL`)
    .map(toJob);
}

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

function removeJob(database: SqliteDatabase, id: string): void {
  database.run('DELETE FROM job_items WHERE job = ?', [id]);
  database.run('DELETE FROM jobs WHERE id = ?', [id]);
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

function trashed(
  database: SqliteDatabase,
  { job, after, limit }: { job?: string | undefined; after: number; limit: number },
): number[] {
  const rows =
    job === undefined
      ? database.all<{ k: number }>(`SELECT k FROM trash WHERE k > ? ORDER BY k LIMIT ${limit}`, [
          after,
        ])
      : database.all<{ k: number }>(
          `SELECT k FROM trash WHERE job = ? AND k > ? ORDER BY k LIMIT ${limit}`,
          [job, after],
        );
  return rows.map(({ k }) => k);
}

function bytesAt(database: SqliteDatabase, positions: readonly number[], shelf: Shelf): number {
  const sql = `SELECT octet_length(request) + octet_length(messages) + octet_length(body) AS bytes
    FROM ${shelf} WHERE k = ?`;
  return positions.reduce((sum, k) => sum + Number(database.value(sql, [k]) ?? 0), 0);
}

function metadataAt(database: SqliteDatabase, positions: readonly number[]): Metadata[] {
  const sql = 'SELECT metadata FROM completions WHERE k = ?';
  return positions
    .flatMap((k) => database.all<{ metadata: string }>(sql, [k]))
    .map(({ metadata }) => storedMetadata(metadata));
}
