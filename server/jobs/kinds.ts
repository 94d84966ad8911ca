import type { Store } from '../store/store';
import type { Kind } from './runner';
import { itemSteps } from './work';

/** Erasing takes long: other writes get their turn between so many. */
const ERASE_BATCH = 5;

/** On a server without a trash: deletes, then erases what it deleted, before the job is done. */
export function deletionForGood(store: Store): Kind {
  return {
    steps: () => {
      const step = itemSteps(store);
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
