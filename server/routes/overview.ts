import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../parts';
import { seconds } from '../jobs/new-job';
import { nextRun } from '../retention/rule';
import { listRules, type StoredRule } from '../retention/rules';
import { REMOVING_KINDS } from '#contract/jobs/kinds';
import type { Job } from '#contract/wire/jobs';
import type { Overview } from '#contract/wire/overview';
import { noFilter } from '../store/no-filter';
import type { Store } from '../store/store';
import { queryOf } from '../http/receive';
import { shownJobs } from './jobs';
import { refuseQuery } from './list-query';

/** The last deletions that are told of. */
const DELETIONS = 5;
/** Unfinished jobs that are looked at. */
const OPEN_JOBS = 100;
/** Milliseconds that counting everything may take; beyond, it is an estimate. */
const COUNT_MS = 200;

/** What a keeper of data wants to know first: how much there is, since when, and what goes next. */
export function overviewRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store } = parts;
  app.get('/api/overview', async (request): Promise<Overview> => {
    refuseQuery(queryOf(request));
    const rules = await listRules(store);
    const [{ total, oldest }, { bytes, free }, trash, next, open, deletions] = await Promise.all([
      kept(store),
      store.size(),
      store.trash({ limit: 1 }),
      nextRule(parts, rules),
      store.jobs({ isOpen: true, limit: OPEN_JOBS }),
      lastDeletions(parts),
    ]);
    return {
      object: 'overview',
      total,
      oldest,
      bytes,
      free_bytes: free,
      trash: trash.total,
      rules: rules.length,
      // What is counted in a dialog is no job yet.
      open_jobs: open.filter(({ state }) => state !== 'ready').length,
      next_run: next,
      deletions,
    };
  });
}

/** How many there are, and when the oldest of those that have a date was created. */
async function kept(store: Store) {
  const page = { sort: 'created', order: 'asc', limit: 1 } as const;
  const [all, dated] = await Promise.all([
    store.query({ ...page, filter: noFilter, countBudgetMs: COUNT_MS }),
    store.query({ ...page, filter: { ...noFilter, created: { min: 1 } }, countBudgetMs: 0 }),
  ]);
  return { total: all.total, oldest: dated.rows[0]?.created ?? null };
}

/** The rule that runs next by itself. */
async function nextRule({ clock }: AppParts, rules: readonly StoredRule[]) {
  const { jumped, confirmed = null } = await clock.look();
  if (jumped !== null) return null;
  const runs = rules.flatMap((rule) => {
    const at = nextRun(rule, seconds(), confirmed);
    return at === null ? [] : [{ rule: rule.id, name: rule.name, action: rule.action, at }];
  });
  return runs.sort((a, b) => a.at - b.at)[0] ?? null;
}

/** Those that removed something, the newest first. */
async function lastDeletions(parts: AppParts): Promise<Job[]> {
  const found = await Promise.all(
    REMOVING_KINDS.map((kind) => parts.store.jobs({ kind, limit: 4 * DELETIONS })),
  );
  const jobs = found
    .flat()
    .filter(({ counts }) => counts.changed > 0)
    .sort((a, b) => b.k - a.k);
  return shownJobs(parts, jobs.slice(0, DELETIONS));
}
