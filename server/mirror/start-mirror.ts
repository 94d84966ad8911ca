import { randomUUID } from 'node:crypto';
import { seconds, type Runner } from '../jobs/runner';
import type { Store } from '../store/store';

type Who = { actor: string | null; origin: string | null };

/** Makes the job of a run. Resolves with its id; null when one of this provider is waiting or running already. */
export async function startMirror(
  { store, jobs }: { store: Store; jobs: Runner },
  provider: string,
  { actor, origin }: Who,
): Promise<string | null> {
  const target = JSON.stringify({ mirror: provider });
  const open = await store.jobs({ kind: 'mirror', targets: [target], isOpen: true, limit: 1 });
  if (open.length > 0) return null;
  const id = `job_${randomUUID().replaceAll('-', '')}`;
  const line = { actor, origin, action: 'job.create mirror', subject: id, count: null };
  await store.acting(line).createJob({
    id,
    kind: 'mirror',
    lane: 'bring',
    state: 'queued',
    actor,
    origin,
    created: seconds(),
    target,
    spec: '{}',
    progress: '{}',
  });
  jobs.wake();
  return id;
}
