import type { Job } from '#contract/wire/jobs';
import {
  type BrowserAction,
  type BrowserJob,
  doneOf,
  isUndone,
} from '@/queries/browser-jobs/browser-job';

/** A job of this browser in the shape of the server's, so that both are shown by the same. `jobs`: all of this browser. */
export function asJob(job: BrowserJob, jobs: readonly BrowserJob[]): Job {
  const { action, counts, startsAt, endedAt } = job;
  const canUndo =
    action.kind === 'tag' && endedAt !== null && counts.changed > 0 && !isUndone(job, jobs);
  return {
    object: 'job',
    id: job.id,
    kind: action.kind === 'untag' ? 'tag' : action.kind,
    state: job.state,
    actor: null,
    origin: null,
    created: seconds(job.createdAt),
    started: seconds(startsAt),
    ended: endedAt === null ? null : seconds(endedAt),
    target: action.kind === 'untag' ? { undo: action.job } : {},
    spec: specOf(action),
    counts: { ...counts, done: doneOf(counts) },
    oldest: null,
    newest: null,
    bytes: 0,
    progress: {},
    error: job.reason,
    undo: canUndo ? { until: null } : null,
  };
}

function specOf(action: BrowserAction): Record<string, unknown> {
  if (action.kind === 'untag') return { undo: action.job };
  return action.kind === 'tag' ? { ...action.change } : {};
}

const seconds = (ms: number) => Math.floor(ms / 1_000);
