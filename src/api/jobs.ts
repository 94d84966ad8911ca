import { type CallOptions, createClient } from '@/api/client';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';
import type { JobState } from '#contract/jobs/job-state';
import type { JobKind } from '#contract/jobs/kinds';
import type { JobTarget } from '#contract/jobs/target';
import type { ChangeCounts, MetadataChange } from '#contract/metadata-change';

/** This server's jobs; for servers with the capability `jobs`. */
const client = createClient({ baseUrl: '/api' });

/** Work on many completions. Times in Unix seconds. */
export type Job = {
  id: string;
  kind: JobKind;
  state: JobState;
  actor: string | null;
  origin: string | null;
  created: number;
  started: number | null;
  ended: number | null;
  target: JobTarget;
  /** What its kind reads of it. */
  spec: Record<string, unknown>;
  counts: { total: number; done: number; changed: number; skipped: number; failed: number };
  /** When the oldest and the newest of its completions were created. */
  oldest: number | null;
  newest: number | null;
  /** Of all texts. */
  bytes: number;
  /** What only its kind has: of a tag job, what it would do. */
  progress: Partial<ChangeCounts> & {
    /** Of an export: how many are not in the file, by the reason. */
    left_out?: Record<string, number>;
  };
  error: string | null;
  /** Until when it can be taken back; `until` null: no end to that. */
  undo: { until: number | null } | null;
};

export type NewJob = {
  kind: JobKind;
  target: JobTarget;
  tag?: MetadataChange;
  /** Begins by itself once everything it touches is written down. */
  start?: boolean;
};

export type JobStep = 'start' | 'pause' | 'resume' | 'cancel' | 'retry' | 'undo';

export type Listed<Item> = {
  rows: Item[];
  /** What `after` has to be for the next page; null at the end. */
  next: string | null;
};

export type JobFailure = { id: string | null; reason: string };

/** Counts, and writes down, what a job would touch (`POST /api/jobs`). 400 for a target or tags that cannot be. */
export async function createJob(job: NewJob, options: CallOptions = {}): Promise<Job> {
  const call = { method: 'POST', path: '/jobs', body: job, isRepeatable: false } as const;
  return (await requestJson(client, call, options, asJob)).data;
}

/** Gets a job (`GET /api/jobs/{id}`); 404 for one that was discarded, or never was. */
export async function retrieveJob(id: string, options: CallOptions = {}): Promise<Job> {
  const call = { method: 'GET', path: pathOf(id), isRepeatable: true } as const;
  return (await requestJson(client, call, options, asJob)).data;
}

/** Lists jobs, the last created first, 20 a page (`GET /api/jobs`). */
export async function listJobs(
  after: string | undefined,
  options: CallOptions = {},
): Promise<Listed<Job>> {
  const query = new URLSearchParams({ limit: '20', ...(after !== undefined && { after }) });
  const call = { method: 'GET', path: '/jobs', query, isRepeatable: true } as const;
  return (await requestJson(client, call, options, (value) => asList(value, asJob))).data;
}

/** Lists what a job could not do, and why, 50 a page (`GET /api/jobs/{id}/failures`). */
export async function listJobFailures(
  id: string,
  after: string | undefined,
  options: CallOptions = {},
): Promise<Listed<JobFailure>> {
  const query = new URLSearchParams({ limit: '50', ...(after !== undefined && { after }) });
  const path = `${pathOf(id)}/failures`;
  const call = { method: 'GET', path, query, isRepeatable: true } as const;
  return (await requestJson(client, call, options, (value) => asList(value, asFailure))).data;
}

/**
 * Starts, pauses, … a job (`POST /api/jobs/{id}/{step}`) and resolves with it as it then is; `undo` with the new job
 * that takes it back. 409 when its state does not allow that.
 */
export async function stepJob(id: string, step: JobStep, options: CallOptions = {}): Promise<Job> {
  const path = `${pathOf(id)}/${step}`;
  const call = { method: 'POST', path, isRepeatable: false } as const;
  return (await requestJson(client, call, options, asJob)).data;
}

/** Forgets a job that is counted or being counted, and not started (`DELETE /api/jobs/{id}`). */
export async function discardJob(id: string, options: CallOptions = {}): Promise<void> {
  const call = { method: 'DELETE', path: pathOf(id), isRepeatable: false } as const;
  await requestJson(client, call, options, asRecord);
}

function pathOf(id: string): string {
  return `/jobs/${encodeURIComponent(id)}`;
}

export function asJob(value: unknown): Job | null {
  const job = asRecord(value);
  if (typeof job?.id !== 'string' || typeof job.state !== 'string') return null;
  // Served by the same release as this code.
  return asRecord(job.counts) ? (job as Job) : null;
}

function asFailure(value: unknown): JobFailure | null {
  const failure = asRecord(value);
  return typeof failure?.reason === 'string' ? (failure as JobFailure) : null;
}

export function asList<Item>(
  value: unknown,
  asItem: (item: unknown) => Item | null,
): Listed<Item> | null {
  const list = asRecord(value);
  if (!Array.isArray(list?.data)) return null;
  const rows: Item[] = [];
  for (const each of list.data) {
    const item = asItem(each);
    if (item === null) return null;
    rows.push(item);
  }
  return { rows, next: typeof list.next === 'string' ? list.next : null };
}
