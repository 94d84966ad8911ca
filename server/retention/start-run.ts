import { randomUUID } from 'node:crypto';
import { seconds, type Runner } from '../jobs/runner';
import type { Store } from '../store/store';
import type { RunSpec } from './retention-kind';
import type { StoredRule } from './rules';

type Who = { actor: string | null; origin: string | null };

/** Makes the job of a run, which begins when no other changes what is stored. Resolves with its id. */
export async function startRun(
  { store, jobs }: { store: Store; jobs: Runner },
  { id: rule, name, action }: StoredRule,
  confirmed: number | null,
  { actor, origin }: Who,
): Promise<string> {
  const id = `job_${randomUUID().replaceAll('-', '')}`;
  const spec: RunSpec = { rule, name, action, confirmed };
  await store.createJob({
    id,
    kind: 'retention',
    lane: 'change',
    state: 'queued',
    actor,
    origin,
    created: seconds(),
    target: JSON.stringify({ rule }),
    spec: JSON.stringify(spec),
    progress: '{}',
  });
  await store.audit({ actor, origin, action: 'job.create retention', subject: id, count: null });
  jobs.wake();
  return id;
}
