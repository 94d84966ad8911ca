import type { RunSpec } from '#contract/jobs/retention';
import type { JobTarget } from '#contract/jobs/target';
import { newJob } from '../jobs/new-job';
import type { Runner } from '../jobs/runner';
import type { Store } from '../store/store';
import { scopeOf } from './rule';
import type { StoredRule } from './rules';

/** The target of every run of a rule. */
export function targetOf({ id }: Pick<StoredRule, 'id'>): string {
  return JSON.stringify({ rule: id } satisfies JobTarget);
}

type Who = { actor: string | null; origin: string | null };

/** Makes the job of a run, which begins when no other changes what is stored. Resolves with its id. */
export async function startRun(
  { store, jobs }: { store: Store; jobs: Runner },
  rule: StoredRule,
  confirmed: number | null,
  { actor, origin }: Who,
): Promise<string> {
  const { name, action } = rule;
  const spec: RunSpec = { rule: rule.id, name, action, confirmed, scope: scopeOf(rule) };
  const target = { rule: rule.id };
  const job = newJob({ kind: 'retention', state: 'queued', actor, origin, target, spec });
  const line = { actor, origin, action: 'job.create retention', subject: job.id, count: null };
  await store.acting(line).createJob(job);
  jobs.wake();
  return job.id;
}
