import { JobFailed, type Kind } from '../jobs/runner';
import type { Job } from '../store/jobs';
import type { Store } from '../store/store';
import type { Clock } from './clock';
import { countOf, dryRun } from './dry-run';
import { filterOf, isSweeping, type Rule } from './rule';
import { findRule, type StoredRule } from './rules';

/** Milliseconds that a batch may keep other writers waiting. */
const BATCH_MS = 20;
const MOST = 500;

export type RunSpec = {
  rule: string;
  name: string;
  action: Rule['action'];
  /** How many somebody has agreed to when it was run by hand; null: it runs by itself. */
  confirmed: number | null;
};

type Progress = { version: number; now: number; newest: number; after: number };

/**
 * A run of a retention rule: the rule as it is when the job begins, and no other: when it is changed or switched off
 * meanwhile, the run ends. What it finds is looked up batch by batch, so that an exemption given a moment ago counts.
 */
export function retentionKind(
  store: Store,
  clock: Clock,
  now: () => number = () => Math.floor(Date.now() / 1_000),
): Kind {
  return {
    steps: () => {
      let size = 50;
      return async (job) => {
        const spec = JSON.parse(job.spec) as RunSpec;
        const rule = await currentRule(store, spec);
        const progress = JSON.parse(job.progress) as Partial<Progress>;
        if (!isBegun(progress)) return begin({ store, clock }, job, rule, now());
        if (rule.version !== progress.version) {
          throw new JobFailed('the rule was changed while it ran; run it again');
        }
        const filter = filterOf(rule, progress.now);
        const { after, newest } = progress;
        const positions = await store.positions({ filter, after, newest, limit: size });
        const last = positions.at(-1);
        if (last === undefined) return null;
        const started = performance.now();
        const change = { progress: JSON.stringify({ ...progress, after: last }) };
        const next = await (rule.action === 'delete'
          ? store.deleteForJob(job.id, positions, change)
          : store.stripForJob(job.id, positions, change));
        const factor = BATCH_MS / Math.max(performance.now() - started, 1);
        size = Math.round(Math.min(MOST, Math.max(1, size * Math.min(2, Math.max(0.5, factor)))));
        return next;
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
  const { confirmed } = JSON.parse(job.spec) as RunSpec;
  const filter = filterOf(rule, now);
  const count = await countOf(store, filter);
  const found = await dryRun(store, rule, now);
  if (isSweeping(found) && (confirmed === null || count > confirmed)) {
    throw new JobFailed(
      `it would ${rule.action} ${count} of ${found.total}, more than half of everything: run it by hand and confirm that number`,
    );
  }
  const { oldest, newest, bytes } = found;
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

function isBegun(progress: Partial<Progress>): progress is Progress {
  return progress.version !== undefined;
}
