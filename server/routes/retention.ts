import type { FastifyInstance, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { callerOf } from '../access/access';
import type { AppParts } from '../app';
import { audit } from '../audit';
import { ApiFailure, invalidType } from '../errors';
import { seconds } from '../jobs/runner';
import { bodyOf } from '../receive';
import { dryRun } from '../retention/dry-run';
import { type DryRun, isSweeping, type Rule, sameScope } from '../retention/rule';
import { findRule, listRules, removeRule, saveRule, type StoredRule } from '../retention/rules';
import { startRun } from '../retention/start-run';
import type { Store } from '../store/store';
import { findJob, jobObject } from './jobs';
import { isStorable } from './metadata';
import { readRule } from './retention-request';

type ById = { Params: { id: string } };

/** A rule is switched on only after somebody has seen what it does, not longer ago than this. */
const DRY_RUN_LASTS_S = 86_400;
const MOST_RULES = 50;

/** Rules by which completions go when they are old. */
export function retentionRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store, clock, config } = parts;
  app.get('/api/retention', async () => ({
    object: 'list',
    data: await Promise.all((await listRules(store)).map((rule) => ruleObject(store, rule))),
    clock: { jumped: (await clock.look()).jumped },
  }));
  app.post('/api/retention', async (request, reply) => {
    const wanted = readRule(bodyOf(request).value);
    if (wanted.enabled) throw notSeen();
    if ((await listRules(store)).length >= MOST_RULES) throw tooMany();
    const id = `rule_${randomUUID().replaceAll('-', '')}`;
    const rule = await saveRule(store, id, { ...wanted, dryRun: null }, 0);
    await audit(parts, request, { action: 'retention.create', subject: id, count: 1 });
    return reply.status(201).send(rule && (await ruleObject(store, rule)));
  });
  app.post<ById>('/api/retention/:id', async (request) => {
    const rule = await find(parts, request.params.id);
    const wanted = readRule(bodyOf(request).value);
    const next: Rule = { ...wanted, dryRun: null };
    if (sameScope(next, rule)) next.dryRun = rule.dryRun;
    const isSeen = next.dryRun !== null && next.dryRun.at > seconds() - DRY_RUN_LASTS_S;
    // What is on already may stay on, as long as it does the same.
    if (next.enabled && !isSeen && !(rule.enabled && sameScope(next, rule))) throw notSeen();
    return ruleObject(store, await save(request, rule, next, 'retention.update'));
  });
  app.delete<ById>('/api/retention/:id', async (request) => {
    const { id } = await find(parts, request.params.id);
    await removeRule(store, id);
    await audit(parts, request, { action: 'retention.delete', subject: id, count: 1 });
    return { id, deleted: true };
  });
  app.post<ById>('/api/retention/:id/dry-run', async (request) => {
    const rule = await find(parts, request.params.id);
    const found = await dryRun(store, rule, seconds());
    return ruleObject(
      store,
      await save(request, rule, { ...rule, dryRun: found }, 'retention.dry-run'),
    );
  });
  app.post<ById>('/api/retention/:id/run', async (request, reply) => {
    const rule = await find(parts, request.params.id);
    const { confirm } = bodyOf(request).value;
    if (typeof confirm !== 'number') throw invalidType('confirm', 'a number', confirm);
    const found = await dryRun(store, rule, seconds());
    if (isSweeping(found) && confirm < found.count) throw needsConfirmation(found);
    const who = { actor: callerOf(request, config.accessToken), origin: request.ip };
    const job = await startRun(parts, rule, confirm, who);
    return reply.status(201).send(jobObject(await findJob(parts, job), config.trashDays));
  });
  app.post('/api/retention/clock', async (request) => {
    await clock.confirm();
    await audit(parts, request, { action: 'retention.clock', subject: null, count: 1 });
    return { jumped: null };
  });

  async function save(
    request: FastifyRequest<ById>,
    before: StoredRule,
    next: Rule,
    action: string,
  ): Promise<StoredRule> {
    const saved = await saveRule(store, before.id, next, expected(request, before));
    if (!saved) throw stale();
    await audit(parts, request, { action, subject: before.id, count: 1 });
    return saved;
  }
}

async function find({ store }: AppParts, id: string): Promise<StoredRule> {
  const rule = isStorable(id) ? await findRule(store, id) : null;
  if (rule) return rule;
  throw new ApiFailure(404, `No retention rule found with id '${id.slice(0, 100)}'.`, {
    code: 'not_found',
  });
}

/** The version that is written over: the one that `If-Match` names, or else the current one. */
function expected({ headers }: FastifyRequest, { version }: StoredRule): number {
  const wanted = headers['if-match'];
  if (wanted !== undefined && wanted !== `"${version}"`) throw stale();
  return version;
}

async function ruleObject(store: Store, rule: StoredRule): Promise<object> {
  return {
    object: 'retention.rule',
    id: rule.id,
    version: rule.version,
    name: rule.name,
    action: rule.action,
    older_than_days: rule.olderThanDays,
    where: rule.where,
    except: rule.except,
    enabled: rule.enabled,
    hour: rule.hour,
    dry_run: rule.dryRun && {
      ...rule.dryRun,
      sample: await Promise.all(rule.dryRun.sample.map((each) => withPreview(store, each))),
      sweeping: isSweeping(rule.dryRun),
    },
  };
}

/** As long as it is stored. */
async function withPreview(store: Store, found: DryRun['sample'][number]): Promise<object> {
  const row = await store.retrieve(found.id, 'any');
  return { ...found, preview: row?.inputPreview ?? '' };
}

function stale(): ApiFailure {
  return new ApiFailure(412, 'Somebody else has changed this rule. Read it again.', {
    code: 'precondition_failed',
  });
}

function notSeen(): ApiFailure {
  return new ApiFailure(
    409,
    'A rule is switched on after a dry run of exactly this rule, at most a day old. Save it switched off, run it dry, then switch it on.',
    { param: 'enabled', code: 'dry_run_needed' },
  );
}

function needsConfirmation({ count, total }: { count: number; total: number }): ApiFailure {
  return new ApiFailure(
    409,
    `This would act on ${count} of ${total} completions, more than half of everything. Send that number as 'confirm' if it is meant.`,
    { param: 'confirm', code: 'confirmation_needed' },
  );
}

function tooMany(): ApiFailure {
  return new ApiFailure(409, `There are ${MOST_RULES} rules already. Remove one first.`, {
    code: 'too_many_rules',
  });
}
