import type { FastifyInstance, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { AppParts } from '../parts';
import { acting, whoOf } from '../http/acting';
import { ApiFailure } from '../http/errors';
import { changedBefore, versionOver } from '../http/if-match';
import { readRequest } from '../http/read-request';
import { seconds } from '../jobs/new-job';
import { bodyOf, queryOf } from '../http/receive';
import { dryRun } from '../retention/dry-run';
import {
  type DryRun,
  isSweeping,
  nextRun,
  NOTICE_S,
  problemOf,
  type Rule,
  sameScope,
} from '../retention/rule';
import { findRule, listRules, removeRule, saveRule, type StoredRule } from '../retention/rules';
import { startRun, targetOf } from '../retention/start-run';
import type { Store } from '../store/store';
import { findJob, jobObject, shownJobs } from './jobs';
import { isStorable } from '#contract/storable';
import {
  type DryRun as DryRunAnswer,
  type Preview,
  type Rule as RuleAnswer,
  runRequest,
} from '#contract/wire/retention';
import { refuseQuery } from './list-query';
import { readRule, type WantedRule } from './retention-request';

type ById = { Params: { id: string } };

/** A rule is switched on only after somebody has seen what it does, not longer ago than this. */
const DRY_RUN_LASTS_S = 86_400;
const MOST_RULES = 50;
/** Runs that are shown with a rule. */
const LAST_RUNS = 3;

/** Rules by which completions go when they are old. */
export function retentionRoutes(app: FastifyInstance, parts: AppParts): void {
  const as = (request: FastifyRequest, step: string, subject: string | null) =>
    acting(parts, request, { action: `retention.${step}`, subject, count: 1 });
  const { store, clock, config } = parts;
  app.get('/api/retention', async () => {
    const { jumped, confirmed = null } = await clock.look();
    const rules = await listRules(store);
    const data = await Promise.all(rules.map((rule) => ruleObject(parts, rule, confirmed)));
    return { object: 'list', data, clock: { jumped } };
  });
  app.post('/api/retention', async (request, reply) => {
    const wanted = readRule(askedBy(request), null);
    if ((await listRules(store)).length >= MOST_RULES) throw tooMany();
    const id = `rule_${randomUUID().replaceAll('-', '')}`;
    const next = await decided(store, null, wanted);
    const rule = await saveRule(as(request, 'create', id), id, next, 0);
    return reply.status(201).send(rule && (await shown(rule)));
  });
  app.post('/api/retention/preview', async (request) => {
    const { rule } = readRule(askedBy(request), null);
    return preview({ ...rule, dryRun: null });
  });
  app.get<ById>('/api/retention/:id/preview', async ({ params }) =>
    preview(await find(parts, params.id)),
  );
  app.post<ById>('/api/retention/:id', async (request) => {
    const rule = await find(parts, request.params.id);
    const next = await decided(store, rule, readRule(askedBy(request), rule.where));
    return shown(await save(request, rule, next, 'update'));
  });
  app.delete<ById>('/api/retention/:id', async (request) => {
    const { id } = await find(parts, request.params.id);
    await removeRule(as(request, 'delete', id), id);
    return { id, deleted: true };
  });
  app.post<ById>('/api/retention/:id/dry-run', async (request) => {
    const rule = await find(parts, request.params.id);
    const found = await dryRun(store, rule, seconds());
    return shown(await save(request, rule, { ...rule, dryRun: found }, 'dry-run'));
  });
  app.post<ById>('/api/retention/:id/run', async (request, reply) => {
    const rule = await find(parts, request.params.id);
    const { confirm } = readRequest(runRequest, askedBy(request));
    const found = await dryRun(store, rule, seconds());
    if (found.count > confirm) throw needsConfirmation(found);
    const job = await startRun(parts, rule, confirm, whoOf(parts, request));
    return reply.status(201).send(jobObject(await findJob(parts, job), config.trashDays));
  });
  app.post('/api/retention/clock', async (request) => {
    await clock.confirm(as(request, 'clock', null));
    return { jumped: null };
  });

  async function shown(rule: StoredRule): Promise<RuleAnswer> {
    const { confirmed = null } = await clock.look();
    return ruleObject(parts, rule, confirmed);
  }

  /** What a rule would do now, and when it would first do it if it were switched on, or changed to this, now. */
  async function preview(rule: Rule): Promise<Preview> {
    const now = seconds();
    const { confirmed = null } = await clock.look();
    const found = await dryRunObject(store, await dryRun(store, rule, now));
    const next = { ...rule, enabled: true, from: now + NOTICE_S };
    return { object: 'retention.preview', ...found, first_run: nextRun(next, now, confirmed) };
  }

  async function save(
    request: FastifyRequest<ById>,
    before: StoredRule,
    next: Rule,
    action: string,
  ): Promise<StoredRule> {
    const acted = as(request, action, before.id);
    const saved = await saveRule(acted, before.id, next, versionOver(request, before, 'rule'));
    if (!saved) throw changedBefore('rule');
    return saved;
  }
}

/** All that is asked for: nothing of it stands in the address. */
function askedBy(request: FastifyRequest): Record<string, unknown> {
  refuseQuery(queryOf(request));
  return bodyOf(request).value;
}

async function find({ store }: AppParts, id: string): Promise<StoredRule> {
  const rule = isStorable(id) ? await findRule(store, id) : null;
  if (rule) return rule;
  throw new ApiFailure(404, `No retention rule found with id '${id.slice(0, 100)}'.`, {
    code: 'not_found',
  });
}

/**
 * The rule that is saved. Nothing is deleted by surprise: to switch it on, or to change what one does that is on, somebody
 * has to know how many it acts on now, and it does not run by itself before {@link NOTICE_S} have passed.
 */
async function decided(
  store: Store,
  before: StoredRule | null,
  { rule: wanted, confirm }: WantedRule,
): Promise<Rule> {
  const now = seconds();
  const next: Rule = { ...wanted, from: before?.from, dryRun: null };
  const isSame = before !== null && sameScope(next, before);
  if (isSame) next.dryRun = before.dryRun;
  if (!next.enabled) return next;
  if (isSame && before.enabled) {
    // An hour that has begun already is not the next one.
    return next.hour === before.hour ? next : { ...next, from: Math.max(next.from ?? 0, now) };
  }
  if (confirm !== undefined) {
    next.dryRun = await dryRun(store, next, now);
    if (next.dryRun.count > confirm) throw needsConfirmation(next.dryRun);
  } else if (!isFresh(next.dryRun, now)) throw notSeen();
  return { ...next, from: now + NOTICE_S };
}

/** Also not of a time to come, which a clock that was set back makes of the last one. */
function isFresh(seen: DryRun | null, now: number): boolean {
  return seen !== null && seen.at > now - DRY_RUN_LASTS_S && seen.at <= now;
}

async function ruleObject(
  parts: AppParts,
  rule: StoredRule,
  confirmed: number | null,
): Promise<RuleAnswer> {
  const { store } = parts;
  const runs = { kind: 'retention', targets: [targetOf(rule)], limit: LAST_RUNS } as const;
  return {
    object: 'retention.rule',
    id: rule.id,
    version: rule.version,
    name: rule.name,
    action: rule.action,
    older_than_days: rule.olderThanDays,
    where: rule.where,
    except: [...rule.except],
    enabled: rule.enabled,
    hour: rule.hour,
    problem: problemOf(rule),
    next_run: nextRun(rule, seconds(), confirmed),
    last_runs: await shownJobs(parts, await store.jobs(runs)),
    dry_run: rule.dryRun && (await dryRunObject(store, rule.dryRun)),
  };
}

async function dryRunObject(store: Store, found: DryRun): Promise<DryRunAnswer> {
  const sample = await Promise.all(found.sample.map((each) => shown(store, each)));
  return { ...found, sample, sweeping: isSweeping(found) };
}

/** With what it says, as long as it is stored. */
async function shown(
  store: Store,
  { id, created }: DryRun['sample'][number],
): Promise<DryRunAnswer['sample'][number]> {
  const row = await store.retrieve(id, 'any');
  return { id, created, model: row?.model ?? '', preview: row?.inputPreview ?? '' };
}

function notSeen(): ApiFailure {
  return new ApiFailure(
    409,
    "A rule is switched on when it is known what it does: send as 'confirm' how many completions it acts on now (POST /api/retention/preview counts them), or run it dry first.",
    { param: 'enabled', code: 'dry_run_needed' },
  );
}

function needsConfirmation({ count, total }: { count: number; total: number }): ApiFailure {
  return new ApiFailure(
    409,
    `This would act on ${count} of ${total} completions now, more than were confirmed. Send that number as 'confirm' if it is meant.`,
    { param: 'confirm', code: 'confirmation_needed' },
  );
}

function tooMany(): ApiFailure {
  return new ApiFailure(409, `There are ${MOST_RULES} rules already. Remove one first.`, {
    code: 'too_many_rules',
  });
}
