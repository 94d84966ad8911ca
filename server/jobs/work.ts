import type { Job } from '../store/jobs';
import type { Store } from '../store/store';

/** Milliseconds that a batch may keep other writers waiting. */
const BATCH_MS = 30;
const MOST = 500;

/** Does the next bit of a job; null when nothing is left of it. */
export type Step = (job: Job) => Promise<Job | null>;

/** Items in batches that grow and shrink so that each takes about as long as others can wait. */
export function itemSteps(store: Store): Step {
  let size = 10;
  return async (job) => {
    if (pendingOf(job) === 0) return null;
    const started = performance.now();
    const after = await store.workOnJob(job, size);
    const factor = BATCH_MS / Math.max(performance.now() - started, 1);
    // By half and double at most: one slow sync says little.
    size = Math.round(Math.min(MOST, Math.max(1, size * Math.min(2, Math.max(0.5, factor)))));
    return after;
  };
}

function pendingOf({ counts }: Job): number {
  return counts.total - counts.changed - counts.skipped - counts.failed;
}
