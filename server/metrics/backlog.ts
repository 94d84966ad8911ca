import type { AppParts } from '../parts';
import { listRules } from '../retention/rules';
import { dueFilter, problemOf } from '../retention/rule';
import type { Job } from '../store/jobs';
import type { Store } from '../store/store';
import { AWAITED } from '../store/table/query';
import { gaugeText } from './exposition';

/** Counting may take a while, and scrapes come often. */
const COUNTED_EVERY_MS = 60_000;
const COUNT_MS = 200;

/** What open jobs have still to do, and how long the first of them has waited for its turn. */
export function jobsText(jobs: readonly Job[], now = Date.now() / 1_000): string {
  const open = new Map<string, number>();
  const pending = new Map<string, number>();
  let waited = 0;
  for (const { kind, state, counts, created } of jobs) {
    add(open, `${kind} ${state}`, 1);
    add(pending, kind, counts.total - counts.changed - counts.skipped - counts.failed);
    if (state === 'queued') waited = Math.max(waited, now - created);
  }
  return [
    gaugeText(
      {
        name: 'chatkeep_jobs_open',
        help: 'Jobs that have not ended, runs of retention rules among them.',
        labels: ['kind', 'state'],
      },
      [...open].map(([name, count]) => [name.split(' '), count] as const),
    ),
    gaugeText(
      {
        name: 'chatkeep_job_items_pending',
        help: 'Completions that open jobs have still to do.',
        labels: ['kind'],
      },
      [...pending].map(([kind, count]) => [[kind], count] as const),
    ),
    gaugeText(
      {
        name: 'chatkeep_job_wait_seconds',
        help: 'How long the first of the queued jobs has waited for its turn; 0 without one.',
      },
      [[[], waited]],
    ),
  ].join('');
}

function add(counts: Map<string, number>, key: string, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

/** Counts what the retention rules that are on would remove now, at most once a minute. */
export function createRetentionBacklog(store: AppParts['store']): () => Promise<string> {
  let [at, due] = [-Infinity, 0];
  return async () => {
    if (performance.now() - at > COUNTED_EVERY_MS) {
      due = await dueNow(store);
      at = performance.now();
    }
    return gaugeText(
      {
        name: 'chatkeep_retention_due',
        help: 'Completions that the next runs of retention rules would remove, as far as they were counted.',
      },
      [[[], due]],
    );
  };
}

async function dueNow(store: Store): Promise<number> {
  const rules = (await listRules(store)).filter((rule) => rule.enabled && problemOf(rule) === null);
  const now = Math.floor(Date.now() / 1_000);
  const bounds = { limit: 1, countBudgetMs: COUNT_MS, ...AWAITED };
  const query = { sort: 'created', order: 'desc', ...bounds } as const;
  const counts = await Promise.all(
    rules.map(
      async (rule) => (await store.query({ ...query, filter: dueFilter(rule, now) })).total,
    ),
  );
  return counts.reduce((sum, total) => sum + (total?.value ?? 0), 0);
}
