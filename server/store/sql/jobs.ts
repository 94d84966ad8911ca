import type { ItemToPrice, Job, JobFailure, JobsQuery } from '../jobs';
import type { Value } from '../columns';
import { jobColumns, type JobRow, toJob } from './job-row';
import type { Rows } from './rows';

const SELECT = `SELECT ${jobColumns.join(', ')} FROM chatkeep.jobs`;

/** The row of the job `$1`. */
export const JOB = `${SELECT} WHERE id = $1`;

export async function job(database: Rows, id: string): Promise<Job | null> {
  const [row] = await database.rows<JobRow>(JOB, [id]);
  return row ? toJob(row) : null;
}

/** The newest first. */
export async function jobs(
  database: Rows,
  { limit, before, kind, state, targets, isOpen, hasFailures }: JobsQuery,
): Promise<Job[]> {
  const values: Value[] = [];
  const bind = (value: Value) => `$${values.push(value)}`;
  const conditions = [
    before !== undefined && `k < ${bind(before)}`,
    kind !== undefined && `kind = ${bind(kind)}`,
    state !== undefined && `state = ${bind(state)}`,
    targets && (targets.length > 0 ? `target IN (${targets.map(bind).join(', ')})` : 'false'),
    isOpen !== undefined && endedWhere(isOpen),
    hasFailures !== undefined && `${hasFailures ? '' : 'NOT '}${WITH_FAILURES}`,
  ].filter((condition) => typeof condition === 'string');
  const where = conditions.join(' AND ') || 'true';
  const sql = `${SELECT} WHERE ${where} ORDER BY k DESC LIMIT ${limit}`;
  return (await database.rows<JobRow>(sql, values)).map(toJob);
}

const WITH_FAILURES = "(failed > 0 OR state = 'failed')";

function endedWhere(isOpen: boolean): string {
  return `ended IS ${isOpen ? '' : 'NOT '}NULL`;
}

export async function jobCounts(
  database: Rows,
  { isOpen }: Pick<JobsQuery, 'isOpen'>,
): Promise<{ all: number; failures: number }> {
  const sql = `SELECT count(*) AS total, count(CASE WHEN ${WITH_FAILURES} THEN 1 END) AS failures
    FROM chatkeep.jobs WHERE ${isOpen === undefined ? 'true' : endedWhere(isOpen)}`;
  const [row] = await database.rows<{ total: number; failures: number }>(sql, []);
  return { all: row?.total ?? 0, failures: row?.failures ?? 0 };
}

export function jobFailures(
  database: Rows,
  id: string,
  { limit, after }: { limit: number; after: number },
): Promise<JobFailure[]> {
  return database.rows<JobFailure>(
    `SELECT n, id, reason FROM chatkeep.job_items WHERE job = $1 AND state = 'failed' AND n > $2
      ORDER BY n LIMIT ${limit}`,
    [id, after],
  );
}

/** Bytes of answers that are read at once; a longer one comes alone. */
const MOST_BYTES = 8_000_000;

/** The next items of a job that prices, with what their price depends on. */
export function itemsToPrice(database: Rows, id: string, limit: number): Promise<ItemToPrice[]> {
  const bytes = 'coalesce(octet_length(c.body), 0)';
  return database.rows<ItemToPrice>(
    `SELECT i.n, i.written, c.k, c.provider, c.model, c.created, c.prompt_tokens AS "promptTokens",
      c.completion_tokens AS "completionTokens", c.cached_tokens AS "cachedTokens", c.cost, c.request, c.body
      FROM (SELECT p.n, p.k, p.written, sum(${bytes}) OVER (ORDER BY p.n) - ${bytes} AS preceding
        FROM (SELECT n, k, written FROM chatkeep.job_items WHERE job = $1 AND state = 'pending'
          ORDER BY n LIMIT ${limit}) p
        LEFT JOIN chatkeep.completions c ON c.k = p.k) i
      LEFT JOIN chatkeep.completions c ON c.k = i.k
      WHERE i.preceding < ${MOST_BYTES} ORDER BY i.n`,
    [id],
  );
}

/** Positions in the trash, in order: all, or those that a job put there. */
export async function trashed(
  database: Rows,
  { job: by, after, limit }: { job?: string | undefined; after: number; limit: number },
): Promise<number[]> {
  const rows = await database.rows<{ k: number }>(
    `SELECT k FROM chatkeep.trash WHERE k > $1 ${by === undefined ? '' : 'AND job = $2'}
      ORDER BY k LIMIT ${limit}`,
    by === undefined ? [after] : [after, by],
  );
  return rows.map(({ k }) => k);
}

/** Of the job `$1`, in this order. */
export const REMOVE_JOB = [
  'DELETE FROM chatkeep.job_items WHERE job = $1',
  'DELETE FROM chatkeep.jobs WHERE id = $1',
];

/** Of the job `$1`, in this order. */
export const CLEAR_ITEMS = [
  'DELETE FROM chatkeep.job_items WHERE job = $1',
  'UPDATE chatkeep.jobs SET total = 0, oldest = NULL, newest = NULL, bytes = 0 WHERE id = $1',
];

/** What the job `$1` has written, as items of another. */
export const WRITTEN_ITEMS = `SELECT k, id, written FROM chatkeep.job_items
  WHERE job = $1 AND state = 'done' AND written IS NOT NULL ORDER BY n`;

/** Of the job `$1`; {@link COUNT_AGAIN} says how many of them there were. */
export const RETRY_ITEMS = `UPDATE chatkeep.job_items SET state = 'pending', reason = NULL
  WHERE job = $1 AND state = 'failed'`;
export const COUNT_AGAIN = 'UPDATE chatkeep.jobs SET failed = failed - $2 WHERE id = $1';

/** `$2` more items of the job `$1`, which now reach from `$3` to `$4`. */
export const COUNT_ITEMS =
  'UPDATE chatkeep.jobs SET total = total + $2, oldest = $3, newest = $4 WHERE id = $1';
