import { type CallOptions, createClient } from '@/api/client';
import { asJob, type Job } from '@/api/jobs';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

/** For servers with the capability `overview`. */
const client = createClient({ baseUrl: '/api' });

/** What is kept, and what goes next. Times in Unix seconds. */
export type Overview = {
  /** An estimate where counting would have taken too long. */
  total: { value: number; relation: 'exact' | 'estimate' };
  /** Null: nothing is stored, or nothing that has a date. */
  oldest: number | null;
  /** Of the database. */
  bytes: number;
  /** Null where the database is on another machine. */
  free_bytes: number | null;
  /** How many deleted ones can still be restored. */
  trash: number;
  /** Null: no rule runs by itself. */
  next_run: { rule: string; name: string; action: 'delete' | 'strip'; at: number } | null;
  /** The last jobs that deleted or erased something, the newest first. */
  deletions: Job[];
};

/** Reads the overview (`GET /api/overview`). */
export async function retrieveOverview(options: CallOptions = {}): Promise<Overview> {
  const call = { method: 'GET', path: '/overview', isRepeatable: true } as const;
  return (await requestJson(client, call, options, asOverview)).data;
}

function asOverview(value: unknown): Overview | null {
  const overview = asRecord(value);
  if (!Array.isArray(overview?.deletions) || !asRecord(overview.total)) return null;
  if (overview.deletions.some((job) => asJob(job) === null)) return null;
  // Served by the same release as this code.
  return overview as Overview;
}
