import type { Store } from '../store/store';
import type { Kind } from './runner';
import { itemSteps } from './work';

/** Erasing takes long: other writes get their turn between so many. */
const ERASE_BATCH = 5;

/** On a server without a trash: what a job has deleted is erased before the job is done. */
export function forGood(store: Store, kind: Kind = { steps: () => itemSteps(store) }): Kind {
  return {
    steps: (started, signal) => {
      const step = kind.steps(started, signal);
      return async (job) => {
        const next = await step(job);
        if (next !== null) return next;
        const left = await store.trashed({ job: job.id, after: -1, limit: ERASE_BATCH });
        if (left.length === 0) return null;
        await store.eraseAt(left);
        return store.job(job.id);
      };
    },
  };
}
