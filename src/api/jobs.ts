import type { Job, JobFailure, JobRequest } from '#contract/wire/jobs';
import type { CallOptions } from '@/api/client';
import { type Listed, listed, listedQuery } from '@/api/listed';
import { askServer } from '@/api/server-endpoint';

// This server's jobs; for servers with the capability `jobs`.

export type JobStep = 'start' | 'pause' | 'resume' | 'cancel' | 'retry' | 'undo';

/** Counts, and writes down, what a job would touch (`POST /api/jobs`). 400 for a target or tags that cannot be. */
export function createJob(body: JobRequest, options: CallOptions = {}): Promise<Job> {
  return askServer('POST /api/jobs', 'counts', { body }, options);
}

/** Gets a job (`GET /api/jobs/{id}`); 404 for one that was discarded, or never was. */
export function retrieveJob(id: string, options: CallOptions = {}): Promise<Job> {
  return askServer('GET /api/jobs/:id', 'counts', { id }, options);
}

/** `found`: of all that have ended. */
export type JobPage = Listed<Job> & { found: { all: number; failures: number } };

/** Lists the jobs that have ended, or of them those with failures, the last created first, 20 a page (`GET /api/jobs`). */
export async function listJobs(
  after: string | undefined,
  withFailures: boolean,
  options: CallOptions = {},
): Promise<JobPage> {
  const query = listedQuery(20, after);
  query.set('open', 'false');
  if (withFailures) query.set('failures', 'true');
  const page = await askServer('GET /api/jobs', 'found', { query }, options);
  return { ...listed(page), found: page.found };
}

/** The jobs that have not ended, the last created first; no more than one page of them (`GET /api/jobs`). */
export async function listOpenJobs(options: CallOptions = {}): Promise<Job[]> {
  const query = new URLSearchParams({ limit: '100', open: 'true' });
  return (await askServer('GET /api/jobs', 'data', { query }, options)).data;
}

/** Lists what a job could not do, and why, 50 a page (`GET /api/jobs/{id}/failures`). */
export async function listJobFailures(
  id: string,
  after: string | undefined,
  options: CallOptions = {},
): Promise<Listed<JobFailure>> {
  const said = { id, query: listedQuery(50, after) };
  return listed(await askServer('GET /api/jobs/:id/failures', 'data', said, options));
}

/**
 * Starts, pauses, … a job (`POST /api/jobs/{id}/{step}`) and resolves with it as it then is; `undo` with the new job
 * that takes it back. 409 when its state does not allow that.
 */
export function stepJob(id: string, step: JobStep, options: CallOptions = {}): Promise<Job> {
  return askServer(`POST /api/jobs/:id/${step}`, 'counts', { id }, options);
}

/** Forgets a job that is counted or being counted, and not started (`DELETE /api/jobs/{id}`). */
export async function discardJob(id: string, options: CallOptions = {}): Promise<void> {
  await askServer('DELETE /api/jobs/:id', 'deleted', { id }, options);
}
