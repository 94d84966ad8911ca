import type { Job } from '../store/jobs';
import { createBatchSize } from './batch-size';
import type { Store } from '../store/store';

/** Milliseconds that a batch may keep other writers waiting. */
const BATCH_MS = 30;
const MOST = 500;

/** Does the next bit of a job; null when nothing is left of it. */
export type Step = (job: Job) => Promise<Job | null>;

/** Items in batches whose work takes about as long as others can wait. */
export function itemSteps(store: Store): Step {
  const size = createBatchSize({ aimMs: BATCH_MS, most: MOST });
  return async (job) => {
    const pending = pendingOf(job);
    if (pending === 0) return null;
    const rows = Math.min(pending, size.rows());
    return store.workOnJob(job, rows, (ms) => size.worked(rows, ms));
  };
}

/** How many of what was counted are still to be done. */
export function pendingOf({ counts }: Job): number {
  return counts.total - counts.changed - counts.skipped - counts.failed;
}
