import { describe, expect, it } from 'vitest';
import { createJobs } from '../jobs/jobs';
import { createClock } from '../retention/clock';
import { runDue } from '../schedule/schedule';
import { keep } from '../testing/store-suite/samples';
import { firstOfSecond } from '../store/position';
import type { Store } from '../store/store';
import { ask, type JobAnswer, jobIn } from '../testing/jobs';
import type { TestApp } from '../testing/start-app';
import { HOST, withApp } from '../testing/transfer';

type RuleAnswer = {
  id: string;
  version: number;
  enabled: boolean;
  next_run: number | null;
  problem: string | null;
  last_runs: { state: string }[];
  dry_run: { count: number; total: number; kept: number; bytes: number; sweeping: boolean } | null;
};
type Failure = { error: { param: string | null; code: string | null } };

const DAY = 86_400;
const now = Math.floor(Date.now() / 1_000);
let last = 0;

/** A completion that is so many days old. */
function aged(store: Store, days: number, metadata: Record<string, string> = {}): Promise<string> {
  const created = now - Math.round(days * DAY);
  last += 1;
  const k = firstOfSecond(created) + last;
  return keep(store, { draft: { created, k, id: `aged-${last}`, metadata } });
}

const RULE = { name: 'Old ones', older_than_days: 30, except: [{ key: 'keep', value: 'true' }] };

async function create(server: TestApp, rule: object = RULE): Promise<RuleAnswer> {
  const { status, body } = await ask<RuleAnswer>(server, 'POST', '/api/retention', rule);
  expect(status).toBe(201);
  return body;
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the test vouches for the answer's type
const step = <T>(server: TestApp, { id }: { id: string }, name: string, body?: object) =>
  ask<T>(server, 'POST', `/api/retention/${id}/${name}`, body ?? {});

/** Switches a rule on whose dry run was seen. */
async function switchOn(server: TestApp, { id }: RuleAnswer, rule: object = RULE) {
  const on = { ...rule, enabled: true };
  const { status, body } = await ask<RuleAnswer>(server, 'POST', `/api/retention/${id}`, on);
  expect(status).toBe(200);
  return body;
}

/** The minute passes in which a rule says that it runs next. */
function passHour({ parts }: Pick<TestApp, 'parts'>, { next_run: next }: RuleAnswer) {
  const time = (next ?? 0) * 1_000;
  return runDue(parts, new Date(time + 30_000), new Date(time - 30_000));
}

async function ids(server: TestApp): Promise<string[]> {
  const { body } = await ask<{ data: { id: string }[] }>(server, 'GET', '/api/completions');
  return body.data.map(({ id }) => id).toSorted();
}

async function newestJob(server: TestApp): Promise<JobAnswer> {
  const { body } = await ask<{ data: JobAnswer[] }>(server, 'GET', '/api/jobs?limit=1');
  const [job] = body.data;
  if (!job) throw new Error('there is no job');
  return jobIn(server, job.id, 'completed', 'failed');
}

describe('a retention rule', () => {
  it('is seen dry, then switched on, and deletes what is old but for its exemptions', async () => {
    await withApp({}, async (server) => {
      const old = [await aged(server.store, 31), await aged(server.store, 400)];
      const stays = [
        await aged(server.store, 31, { keep: 'true' }),
        await aged(server.store, 29.9),
        await aged(server.store, 0),
      ];
      const rule = await create(server);
      const on = { ...RULE, enabled: true };
      const early = await ask<Failure>(server, 'POST', `/api/retention/${rule.id}`, on);
      expect([early.status, early.body.error.code]).toEqual([409, 'dry_run_needed']);

      const dry = await step<RuleAnswer>(server, rule, 'dry-run');
      expect(dry.body.dry_run).toMatchObject({ count: 2, total: 5, kept: 1, sweeping: false });
      expect(dry.body.dry_run?.bytes).toBeGreaterThan(100);
      expect(await ids(server)).toHaveLength(5);
      // A dry run of another rule says nothing of this one.
      const other = { ...on, older_than_days: 10 };
      expect((await ask(server, 'POST', `/api/retention/${rule.id}`, other)).status).toBe(409);
      const { body: running } = await ask<RuleAnswer>(
        server,
        'POST',
        `/api/retention/${rule.id}`,
        on,
      );
      await passHour(server, running);
      await passHour(server, running);
      const job = await newestJob(server);
      expect(job).toMatchObject({
        kind: 'retention',
        state: 'completed',
        counts: { total: 2, changed: 2 },
      });
      expect(await ids(server)).toEqual(stays.toSorted());
      const { body: jobs } = await ask<{ data: unknown[] }>(server, 'GET', '/api/jobs');
      expect(jobs.data).toHaveLength(1);
      await ask(server, 'POST', `/api/jobs/${job.id}/undo`);
      await expect.poll(() => ids(server)).toEqual([...old, ...stays].toSorted());
    });
  });

  it('leaves alone what has no date', async () => {
    await withApp({}, async (server) => {
      await aged(server.store, now / DAY);
      await aged(server.store, 31);
      const dry = await step<RuleAnswer>(server, await create(server), 'dry-run');
      expect(dry.body.dry_run).toMatchObject({ count: 1, total: 2 });
    });
  });

  it('waits for its hour and runs once a day, whatever process asks', async () => {
    await withApp({}, async (server) => {
      const rule = await create(server, { ...RULE, hour: 5 });
      await step(server, rule, 'dry-run');
      const { next_run: next } = await switchOn(server, rule, { ...RULE, hour: 5 });
      const slot = next ?? 0;
      expect(new Date(slot * 1_000).toISOString()).toMatch(/T05:00:00\.000Z$/);
      const pass = (from: number, to: number) =>
        runDue(server.parts, new Date((slot + to) * 1_000), new Date((slot + from) * 1_000));
      const count = async () => (await server.store.jobs({ limit: 9 })).length;
      await pass(-3_600, -1);
      // The day before is within 24 hours of its being switched on.
      await pass(-DAY - 30, -DAY + 30);
      expect(await count()).toBe(0);
      await Promise.all([pass(-30, 30), pass(-10, 50), pass(-1, 59)]);
      expect(await count()).toBe(1);
      await pass(DAY - 30, DAY + 30);
      expect(await count()).toBe(2);
    });
  });

  it('obeys what the rule is now, not what it was when the run was asked for', async () => {
    await withApp({}, async (server) => {
      await aged(server.store, 40);
      const rule = await create(server);
      await step(server, rule, 'dry-run');
      await server.parts.jobs.stop();
      const { body } = await step<JobAnswer>(server, rule, 'run', { confirm: 1 });
      await ask(server, 'DELETE', `/api/retention/${rule.id}`);
      const runner = createJobs(server.parts, (error) => {
        throw error;
      });
      await runner.start();
      expect(await jobIn(server, body.id, 'failed')).toMatchObject({
        error: 'the rule was removed',
      });
      expect(await ids(server)).toHaveLength(1);
      await runner.stop();
    });
  });

  it('refuses more than half of everything and a thousand until that number is confirmed', async () => {
    await withApp({}, async (server) => {
      const records = Array.from({ length: 1_101 }, () => aged(server.store, 50));
      await Promise.all(records);
      const rule = await create(server);
      const dry = await step<RuleAnswer>(server, rule, 'dry-run');
      expect(dry.body.dry_run).toMatchObject({ count: 1_101, sweeping: true });
      await passHour(server, await switchOn(server, rule));
      expect(await newestJob(server)).toMatchObject({
        state: 'failed',
        error: expect.stringContaining('more than half of everything') as string,
        counts: { changed: 0 },
      });
      const less = await step<Failure>(server, rule, 'run', { confirm: 1_100 });
      expect([less.status, less.body.error.code]).toEqual([409, 'confirmation_needed']);
      expect((await step(server, rule, 'run', { confirm: 1_101 })).status).toBe(201);
      expect((await newestJob(server)).counts).toMatchObject({ changed: 1_101 });
    });
  });

  it('does nothing while the clock is in doubt, until somebody says that it is right', async () => {
    await withApp({}, async (server) => {
      await aged(server.store, 40);
      const rule = await create(server);
      await step(server, rule, 'dry-run');
      const on = await switchOn(server, rule);
      await server.parts.clock.look();
      // A process whose wall clock is a year ahead.
      const ahead = createClock(server.store, () => now + 365 * DAY);
      const parts = { ...server.parts, clock: ahead };
      await passHour({ parts }, on);
      expect(await server.store.jobs({ limit: 9 })).toEqual([]);
      const { body } = await ask<{ clock: { jumped: number } }>(server, 'GET', '/api/retention');
      expect(body.clock.jumped).toBeGreaterThan(300 * DAY);
      const byHand = await step<JobAnswer>(server, rule, 'run', { confirm: 1 });
      expect(await jobIn(server, byHand.body.id, 'failed')).toMatchObject({
        error: expect.stringContaining('confirm the time') as string,
      });
      await ask(server, 'POST', '/api/retention/clock', {});
      const again = await step<JobAnswer>(server, rule, 'run', { confirm: 1 });
      expect((await jobIn(server, again.body.id, 'completed')).counts.changed).toBe(1);
    });
  });

  it('can remove what was said and keep the numbers', async () => {
    await withApp({}, async (server) => {
      const id = await aged(server.store, 40);
      const rule = await create(server, { ...RULE, action: 'strip' });
      const { body } = await step<JobAnswer>(server, rule, 'run', { confirm: 1 });
      expect(await jobIn(server, body.id, 'completed')).toMatchObject({
        counts: { changed: 1 },
        undo: null,
      });
      const messages = await server.app.inject({
        url: `/v1/chat/completions/${id}/messages`,
        headers: HOST,
      });
      expect(messages.json()).toMatchObject({ data: [] });
    });
  });

  it('is refused when it is not what it has to be, or was changed by somebody else', async () => {
    await withApp({}, async (server) => {
      const wrong: [object, string][] = [
        [{}, 'name'],
        [{ ...RULE, name: ' ' }, 'name'],
        [{ name: 'a' }, 'older_than_days'],
        ...[0, -1, 0.5, 1e9, '7', null].map((days): [object, string] => [
          { ...RULE, older_than_days: days },
          'older_than_days',
        ]),
        [{ ...RULE, action: 'burn' }, 'action'],
        [{ ...RULE, where: 'tokens_min=x' }, 'tokens_min'],
        [{ ...RULE, except: [{ key: '' }] }, 'except'],
        [{ ...RULE, except: 'keep' }, 'except'],
        [{ ...RULE, hour: 24 }, 'hour'],
        [{ ...RULE, enabled: true }, 'enabled'],
        [{ ...RULE, more: 1 }, 'more'],
      ];
      for (const [body, param] of wrong) {
        const { status, body: answer } = await ask<Failure>(server, 'POST', '/api/retention', body);
        expect(answer.error.param).toBe(param);
        expect([400, 409]).toContain(status);
      }
      const rule = await create(server);
      await step(server, rule, 'dry-run');
      const stale = await server.app.inject({
        method: 'POST',
        url: `/api/retention/${rule.id}`,
        headers: { ...HOST, 'if-match': `"${rule.version}"` },
        payload: RULE,
      });
      expect(stale.statusCode).toBe(412);
      expect((await ask(server, 'DELETE', `/api/retention/${rule.id}`)).status).toBe(200);
      expect((await step(server, rule, 'run', { confirm: 1 })).status).toBe(404);
    });
  });
});
