import type { Job } from '#contract/wire/jobs';

/** A delete job of ten selected completions that has ended well, but for what is said. */
export function aJob({
  counts,
  ...job
}: Partial<Omit<Job, 'counts'>> & { counts?: object } = {}): Job {
  return {
    object: 'job',
    id: 'job_1',
    kind: 'delete',
    state: 'completed',
    actor: null,
    origin: null,
    created: 1_790_000_000,
    started: 1_790_000_000,
    ended: 1_790_000_090,
    target: { named: 10 },
    spec: {},
    oldest: null,
    newest: null,
    bytes: 0,
    progress: {},
    error: null,
    undo: null,
    ...job,
    counts: { total: 10, done: 10, changed: 10, skipped: 0, failed: 0, ...counts },
  };
}
