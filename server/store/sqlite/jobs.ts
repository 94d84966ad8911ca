import { storedMetadata } from '../sql/storable-values';
import {
  changesOf,
  type JobRow,
  jobColumns,
  newJobColumns,
  newJobValues,
  toJob,
} from '../sql/job-row';
import type { JobState } from '#contract/jobs/job-state';
import type { Lane } from '#contract/jobs/job-kind';
import { JOB, REMOVE_JOB } from '../sql/jobs';
import type { Job, JobChange, NewJob, Shelf } from '../jobs';
import type { SqliteDatabase } from './database';
import { HEADER, packedSize } from '../packed';
import type { Metadata } from '#contract/metadata';

export const jobReads = { bytesAt, metadataAt };
export const jobRecordWrites = {
  createJob,
  changeJob,
  claimJob,
  adoptJobs,
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
  const [row] = database.all<JobRow>(JOB, [id]);
  return row ? toJob(row) : null;
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

function removeJob(database: SqliteDatabase, id: string): void {
  for (const sql of REMOVE_JOB) database.run(sql, [id]);
}

type Sizes = { bytes: number; ofBody: number; packed: ArrayBuffer | null };

/** Of texts as they are read, however they are stored. */
function bytesAt(database: SqliteDatabase, positions: readonly number[], shelf: Shelf): number {
  const sql = `SELECT octet_length(request) + octet_length(messages) AS bytes, octet_length(body) AS ofBody,
    CASE typeof(body) WHEN 'blob' THEN substr(body, 1, ${HEADER}) END AS packed FROM ${shelf} WHERE k = ?`;
  const rows = positions.flatMap((k) => database.all<Sizes>(sql, [k]));
  return rows.reduce(
    (sum, { bytes, ofBody, packed }) =>
      sum + bytes + (packed ? packedSize(Buffer.from(packed)) : ofBody),
    0,
  );
}

function metadataAt(database: SqliteDatabase, positions: readonly number[]): Metadata[] {
  const sql = 'SELECT metadata FROM completions WHERE k = ?';
  return positions
    .flatMap((k) => database.all<{ metadata: string }>(sql, [k]))
    .map(({ metadata }) => storedMetadata(metadata));
}
