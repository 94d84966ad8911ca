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
import type { Transactions, Queries } from './database';
import type { Metadata } from '#contract/metadata';
import { SIZE_OF_BODY } from './packed-text';

const COLUMNS = jobColumns.join(', ');
const NOW = 'CAST(extract(epoch FROM now()) AS BIGINT)';
/** The process that runs a job, while it is alive. */
const OWNED_BY_ANOTHER = (owner: string) =>
  `${owner} <> $1 AND EXISTS (SELECT 1 FROM chatkeep.servers s WHERE s.token = ${owner} AND s.alive_until > now())`;

export async function createJob(database: Transactions, job: NewJob, owner: string): Promise<void> {
  const places = newJobColumns.map((_, i) => `$${i + 2}`).join(', ');
  await database.run(
    `INSERT INTO chatkeep.jobs (owner, ${newJobColumns.join(', ')}) VALUES ($1, ${places})`,
    [owner, ...newJobValues(job)],
  );
}

/** The job, kept from other writers until the transaction ends. */
export async function lockJob(queries: Queries, id: string): Promise<Job | null> {
  const [row] = await queries.rows<JobRow>(`${JOB} FOR UPDATE`, [id]);
  return row ? toJob(row) : null;
}

export async function changeJob(
  queries: Queries,
  id: string,
  from: readonly JobState[],
  change: JobChange,
): Promise<Job | null> {
  const changes = changesOf(change);
  const sets = changes.map(([column], i) => `${column} = $${i + 3}`).join(', ');
  const [row] = await queries.rows<JobRow>(
    `UPDATE chatkeep.jobs SET ${sets || 'state = state'}
      WHERE id = $1 AND state = ANY($2::text[]) RETURNING ${COLUMNS}`,
    [id, from, ...changes.map(([, value]) => value)],
  );
  return row ? toJob(row) : null;
}

/** Everybody looks at the same first one, so that two processes never run two jobs of a lane. */
export async function claimJob(
  database: Transactions,
  lane: Lane,
  owner: string,
): Promise<Job | null> {
  const [row] = await database.rows<JobRow>(
    `UPDATE chatkeep.jobs j SET state = 'running', owner = $1, started = coalesce(started, ${NOW})
      WHERE k = (SELECT k FROM chatkeep.jobs WHERE lane = $2 AND ended IS NULL
          AND state IN ('running', 'queued') ORDER BY state = 'running' DESC, k LIMIT 1 FOR UPDATE)
        AND state IN ('running', 'queued')
        AND NOT (state = 'running' AND ${OWNED_BY_ANOTHER('j.owner')})
      RETURNING ${COLUMNS}`,
    [owner, lane],
  );
  return row ? toJob(row) : null;
}

export async function adoptJobs(database: Transactions, owner: string): Promise<Job[]> {
  const left = `ended IS NULL AND j.owner <> $1 AND NOT (${OWNED_BY_ANOTHER('j.owner')})`;
  await database.run(
    `WITH lost AS (
      UPDATE chatkeep.jobs j SET state = 'failed', ended = ${NOW}, error = 'the server was restarted'
      WHERE lane = 'follow' AND ${left} RETURNING actor, origin, kind, id, changed)
    INSERT INTO chatkeep.audit (at, actor, origin, action, subject, count)
      SELECT ${NOW}, actor, origin, 'job.failed ' || kind, id, changed FROM lost`,
    [owner],
  );
  const rows = await database.rows<JobRow>(
    `UPDATE chatkeep.jobs j SET owner = $1 WHERE state = 'preparing' AND ${left} RETURNING ${COLUMNS}`,
    [owner],
  );
  return rows.map(toJob);
}

export function removeJob(database: Transactions, id: string): Promise<void> {
  return database.transaction(async (queries) => {
    for (const sql of REMOVE_JOB) await queries.run(sql, [id]);
  });
}

/** Of texts as they are read, however they are stored. */
export async function bytesAt(
  database: Transactions,
  positions: readonly number[],
  shelf: Shelf,
): Promise<number> {
  const [row] = await database.rows<{ bytes: number }>(
    `SELECT coalesce(sum(octet_length(request) + octet_length(messages) + ${SIZE_OF_BODY}), 0)::bigint
      AS bytes FROM chatkeep.${shelf} WHERE k = ANY($1::bigint[])`,
    [positions],
  );
  return row?.bytes ?? 0;
}

export async function metadataAt(
  database: Transactions,
  positions: readonly number[],
): Promise<Metadata[]> {
  const rows = await database.rows<{ metadata: string }>(
    'SELECT metadata FROM chatkeep.completions WHERE k = ANY($1::bigint[])',
    [positions],
  );
  return rows.map(({ metadata }) => storedMetadata(metadata));
}
