import { readRunSpec, type RunSpec } from '#contract/jobs/retention';
import { jobMembers } from '#contract/jobs/target';
import { seconds } from '../jobs/new-job';
import { createBatchSize } from '../jobs/batch-size';
import { JobFailed, type Kind } from '../jobs/runner';
import { pendingOf } from '../jobs/work';
import type { Job } from '../store/jobs';
import type { Store } from '../store/store';
import type { CompletionFilter } from '../store/table/query';
import type { Clock } from './clock';
import { dryRun } from './dry-run';
import { dueFilter, isSweeping, problemOf, scopeOf } from './rule';
import { findRule, type StoredRule } from './rules';

/** Milliseconds of work that a batch may keep other writers waiting. */
const BATCH_MS = 20;
const MOST = 500;
/** A run that waited longer than so many seconds for other jobs is left out: it would be a surprise by then. */
const LATEST_S = 3_600;

type Progress = { version: number; now: number; newest: number; after: number };

/**
 * A run of a retention rule: the rule as it is when the job begins, and no other: when it is changed or switched off
 * meanwhile, the run ends. What it finds is looked up batch by batch, so that an exemption given a moment ago counts.
 */
export function retentionKind(store: Store, clock: Clock, now: () => number = seconds): Kind {
  return {
    steps: () => {
      const size = createBatchSize({ aimMs: BATCH_MS, most: MOST });
      return async (job) => {
        const spec = readRunSpec(jobMembers(job.spec));
        const rule = await currentRule(store, spec);
        const progress = readProgress(jobMembers(job.progress));
        if (progress === null) return begin({ store, clock }, job, rule, now());
        if (rule.version !== progress.version) {
          throw new JobFailed('the rule was changed while it ran; run it again');
        }
        const filter = readableFilter(rule, progress.now);
        const { after, newest } = progress;
        // Never more than was counted, whatever has come to match meanwhile.
        const limit = Math.min(size.rows(), pendingOf(job));
        if (limit === 0) return null;
        const positions = await store.positions({ filter, after, newest, limit });
        const last = positions.at(-1);
        if (last === undefined) return null;
        const change = { progress: JSON.stringify({ ...progress, after: last }) };
        const act = rule.action === 'delete' ? store.deleteForJob : store.stripForJob;
        return act(job.id, positions, change, (ms) => size.worked(positions.length, ms));
      };
    },
  };
}

async function currentRule(store: Store, { rule: id, confirmed }: RunSpec): Promise<StoredRule> {
  const rule = await findRule(store, id);
  if (!rule) throw new JobFailed('the rule was removed');
  if (!rule.enabled && confirmed === null) throw new JobFailed('the rule was switched off');
  return rule;
}

async function begin(
  { store, clock }: { store: Store; clock: Clock },
  job: Job,
  rule: StoredRule,
  now: number,
): Promise<Job | null> {
  const { jumped } = await clock.look();
  if (jumped !== null) {
    throw new JobFailed('the clock jumped, or the server was off for long: confirm the time first');
  }
  const { confirmed, scope = scopeOf(rule) } = readRunSpec(jobMembers(job.spec));
  if (scope !== scopeOf(rule)) throw new JobFailed('the rule was changed meanwhile');
  if (confirmed === null && now - job.created > LATEST_S) {
    throw new JobFailed('its hour had passed when it could begin; it runs again at its next one');
  }
  readableFilter(rule, now);
  const found = await dryRun(store, rule, now);
  const { count, oldest, newest, bytes } = found;
  if (confirmed !== null && count > confirmed) {
    throw new JobFailed(`it would ${rule.action} ${count} by now, and ${confirmed} were confirmed`);
  }
  if (isSweeping(found) && confirmed === null) {
    throw new JobFailed(
      `it would ${rule.action} ${count} of ${found.total}, more than half of everything: run it by hand and confirm that number`,
    );
  }
  const progress: Progress = {
    version: rule.version,
    now,
    newest: await store.newestPosition(),
    after: -1,
  };
  return store.changeJob(job.id, ['running'], {
    progress: JSON.stringify(progress),
    counts: { total: count },
    oldest,
    newest,
    bytes,
  });
}

function readableFilter(rule: StoredRule, now: number): CompletionFilter {
  const problem = problemOf(rule);
  if (problem !== null) throw new JobFailed(`its filter cannot be read: ${problem} Edit the rule.`);
  return dueFilter(rule, now);
}

/** Null before the run has begun. */
function readProgress(said: Record<string, unknown>): Progress | null {
  const { version, now, newest, after } = said;
  const isBegun =
    typeof version === 'number' &&
    typeof now === 'number' &&
    typeof newest === 'number' &&
    typeof after === 'number';
  return isBegun ? { version, now, newest, after } : null;
}
