import { randomUUID } from 'node:crypto';
import { seconds, type Runner } from '../jobs/runner';
import type { Store } from '../store/store';
import type { RunSpec } from './retention-kind';
import { scopeOf } from './rule';
import type { StoredRule } from './rules';

/** The target of every run of a rule. */
export function targetOf({ id }: Pick<StoredRule, 'id'>): string {
  return JSON.stringify({ rule: id });
}

type Who = { actor: string | null; origin: string | null };

/** Makes the job of a run, which begins when no other changes what is stored. Resolves with its id. */
export async function startRun(
  { store, jobs }: { store: Store; jobs: Runner },
  rule: StoredRule,
  confirmed: number | null,
  { actor, origin }: Who,
): Promise<string> {
  const id = `job_${randomUUID().replaceAll('-', '')}`;
  const { name, action } = rule;
  const spec: RunSpec = { rule: rule.id, name, action, confirmed, scope: scopeOf(rule) };
  const line = { actor, origin, action: 'job.create retention', subject: id, count: null };
  await store.acting(line).createJob({
    id,
    kind: 'retention',
    lane: 'change',
    state: 'queued',
    actor,
    origin,
    created: seconds(),
    target: targetOf(rule),
    spec: JSON.stringify(spec),
    progress: '{}',
  });
  jobs.wake();
  return id;
}
