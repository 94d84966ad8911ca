import { newJob } from '../jobs/new-job';
import type { Runner } from '../jobs/runner';
import type { Store } from '../store/store';

type Who = { actor: string | null; origin: string | null };

/** Makes the job of a run. Resolves with its id; null when one of this provider is waiting or running already. */
export async function startMirror(
  { store, jobs }: { store: Store; jobs: Runner },
  provider: string,
  { actor, origin }: Who,
): Promise<string | null> {
  const target = { mirror: provider };
  const targets = [JSON.stringify(target)];
  const open = await store.jobs({ kind: 'mirror', targets, isOpen: true, limit: 1 });
  if (open.length > 0) return null;
  const job = newJob({ kind: 'mirror', state: 'queued', actor, origin, target });
  const line = { actor, origin, action: 'job.create mirror', subject: job.id, count: null };
  await store.acting(line).createJob(job);
  jobs.wake();
  return job.id;
}
