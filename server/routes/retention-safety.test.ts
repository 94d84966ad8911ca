import { describe, expect, it } from 'vitest';
import { createClock } from '../retention/clock';
import { filterOf, type Rule } from '../retention/rule';
import { findRule } from '../retention/rules';
import { slotFrom } from '../retention/slots';
import { runDue, startSchedule } from '../schedule/schedule';
import { keep, tableIds } from '../testing/store-suite/samples';
import { noFilter } from '../store/no-filter';
import { firstOfSecond } from '../store/position';
import type { Store } from '../store/store';
import { ask, type JobAnswer, jobIn } from '../testing/jobs';
import type { TestApp } from '../testing/start-app';
import { withApp } from '../testing/transfer';

type RuleAnswer = { id: string; enabled: boolean; next_run: number | null; problem: string | null };
type Preview = { count: number; first_run: number };
type Failure = { error: { param: string | null; code: string | null; message: string } };

const DAY = 86_400;
const now = () => Math.floor(Date.now() / 1_000);
/** The hour in which this file began: the clock may strike while it runs. */
const HOUR_S = Math.floor(now() / 3_600) * 3_600;
const RULE = {
  name: 'Old ones',
  older_than_days: 30,
  hour: new Date(HOUR_S * 1_000).getUTCHours(),
};
let last = 0;

function aged(server: TestApp, days: number, metadata: Record<string, string> = {}) {
  const created = now() - days * DAY;
  last += 1;
  const draft = { created, k: firstOfSecond(created) + last, id: `safe-${last}`, metadata };
  return keep(server.store, { draft });
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the test vouches for the answer's type
const post = <T>(server: TestApp, path: string, body: object) =>
  ask<T>(server, 'POST', `/api/retention${path}`, body);

const countJobs = async (server: TestApp) => (await server.store.jobs({ limit: 99 })).length;

/** A rule that somebody switched on two days ago. */
async function inForce(server: TestApp, rule: object = RULE): Promise<RuleAnswer> {
  const { body } = await post<RuleAnswer>(server, '', { ...rule, enabled: true, confirm: 99 });
  const stored = await findRule(server.store, body.id);
  await store(server, body.id, { ...stored, from: now() - DAY });
  return body;
}

async function store(server: TestApp, id: string, rule: object): Promise<void> {
  const { version } = (await server.store.document('retention', id)) ?? { version: 0 };
  await server.store.putDocument('retention', id, JSON.stringify(rule), version);
}

/** Every minute of so many seconds from now on passes. */
async function pass(server: TestApp, seconds: number): Promise<void> {
  for (let at = 0; at < seconds; at += 60) {
    const [since, to] = [now() + at, now() + at + 60].map((time) => new Date(time * 1_000));
    await runDue(server.parts, to as Date, since);
  }
}

describe('switching a rule on', () => {
  it.each(['made', 'switched on'])('deletes nothing for 24 hours when it is %s', async (how) => {
    await withApp({}, async (server) => {
      await aged(server, 40);
      const on = { ...RULE, enabled: true, confirm: 1 };
      const before = now();
      const off = how === 'made' ? '' : `/${(await post<RuleAnswer>(server, '', RULE)).body.id}`;
      const { body, status } = await post<RuleAnswer>(server, off, on);
      expect(status).toBe(how === 'made' ? 201 : 200);
      await pass(server, DAY - 120);
      expect(await countJobs(server)).toBe(0);
      expect(body.next_run).toBeGreaterThanOrEqual(before + DAY);
      expect(body.next_run).toBeLessThan(now() + 2 * DAY);
      expect((body.next_run ?? 0) % DAY).toBe(RULE.hour * 3_600);
    });
  });

  it('needs the number of what it acts on now, or a dry run of the same', async () => {
    await withApp({}, async (server) => {
      await Promise.all([aged(server, 40), aged(server, 50)]);
      const on = { ...RULE, enabled: true };
      const { body: preview } = await post<Preview>(server, '/preview', RULE);
      expect(preview).toMatchObject({ object: 'retention.preview', count: 2 });
      const unseen = await post<Failure>(server, '', on);
      expect([unseen.status, unseen.body.error.code]).toEqual([409, 'dry_run_needed']);
      const fewer = await post<Failure>(server, '', { ...on, confirm: 1 });
      expect([fewer.status, fewer.body.error.code]).toEqual([409, 'confirmation_needed']);
      for (const confirm of [-1, 0.5, '2', null]) {
        expect((await post(server, '', { ...on, confirm })).status).toBe(400);
      }
      const { body } = await post<RuleAnswer>(server, '', { ...on, confirm: 2 });
      expect(body).toMatchObject({ enabled: true, next_run: preview.first_run });
    });
  });

  it.each([
    ['filter', { where: 'model=gpt-test' }],
    ['age', { older_than_days: 29 }],
    ['action', { action: 'strip' }],
    ['exemptions', { except: [{ key: 'keep', value: null }] }],
  ])('is asked for again, and waits again, when its %s changes', async (_what, change) => {
    await withApp({}, async (server) => {
      await aged(server, 40);
      const rule = await inForce(server);
      const other = { ...RULE, ...change, enabled: true };
      const before = now();
      expect((await post(server, `/${rule.id}`, other)).status).toBe(409);
      const { body } = await post<RuleAnswer>(server, `/${rule.id}`, { ...other, confirm: 1 });
      expect(body.next_run).toBeGreaterThanOrEqual(before + DAY);
      await pass(server, 3_600);
      expect(await countJobs(server)).toBe(0);
    });
  });

  it('keeps its hour when only the name changes, and never runs at once for an hour that has begun', async () => {
    await withApp({}, async (server) => {
      const next = (new Date().getUTCHours() + 2) % 24;
      const rule = await inForce(server, { ...RULE, hour: next });
      const named = { ...RULE, name: 'Other', hour: next, enabled: true };
      const { body: same } = await post<RuleAnswer>(server, `/${rule.id}`, named);
      expect(same.next_run).toBeLessThan(now() + 2 * 3_600 + 5);
      await post(server, `/${rule.id}`, { ...named, hour: RULE.hour });
      await runDue(server.parts, new Date(), new Date(Date.now() - 3_600_000));
      expect(await countJobs(server)).toBe(0);
    });
  });
});

describe('the hour of a rule', () => {
  const at = (server: TestApp, minutes: number, since = minutes - 1) => {
    const [from, to] = [since, minutes].map((m) => new Date((HOUR_S + m * 60) * 1_000));
    return runDue(server.parts, to as Date, from);
  };

  it('is not made up for when the server was down, or slept', async () => {
    await withApp({}, async (server) => {
      await inForce(server);
      // Started ten minutes late.
      await at(server, 10, 10);
      await at(server, 11);
      // Asleep for nine hours.
      await at(server, 11, -9 * 60);
      expect(await countJobs(server)).toBe(0);
      // A minute that failed is tried again.
      await at(server, 3, -2);
      expect(await countJobs(server)).toBe(1);
    });
  });

  it('has not come when the server starts', async () => {
    await withApp({}, async (server) => {
      await inForce(server);
      const stop = startSchedule(server.parts, (error) => {
        throw error;
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      stop();
      expect(await countJobs(server)).toBe(0);
    });
  });

  it('is left out when the run could not begin for an hour', async () => {
    await withApp({}, async (server) => {
      await aged(server, 40);
      const rule = await inForce(server);
      await at(server, 0);
      const [job] = await server.store.jobs({ limit: 1 });
      const ended = await jobIn(server, job?.id ?? '', 'completed', 'failed');
      expect(ended.state).toBe('completed');
      const late = { ...(job as object), id: 'job_late', created: now() - 2 * 3_600 };
      await server.store.createJob({
        ...(late as typeof job & object),
        state: 'queued',
        progress: '{}',
      });
      server.parts.jobs.wake();
      expect(await jobIn(server, 'job_late', 'failed')).toMatchObject({
        error: expect.stringContaining('its hour had passed') as string,
      });
      const { body } = await ask<{ data: { last_runs: JobAnswer[] }[] }>(
        server,
        'GET',
        '/api/retention',
      );
      expect(body.data[0]?.last_runs.map(({ state }) => state)).toEqual(['failed', 'completed']);
      expect(rule.next_run).not.toBeNull();
    });
  });

  it.each([-3 * DAY, 2 * 365 * DAY])(
    'does not come by a clock that jumps by %i s',
    async (jump) => {
      await withApp({}, async (server) => {
        await aged(server, 40);
        const { body } = await post<RuleAnswer>(server, '', { ...RULE, enabled: true, confirm: 1 });
        let wall = now();
        const clock = createClock(server.store, () => wall);
        const parts = { ...server.parts, clock };
        const passSlot = async (from: number) => {
          const slot = slotFrom(RULE.hour, from);
          await runDue(parts, new Date((slot + 30) * 1_000), new Date((slot - 30) * 1_000));
          return slot;
        };
        await clock.look();
        wall += jump;
        await passSlot(wall);
        expect(await countJobs(server)).toBe(0);
        await clock.confirm();
        // The time is right; but nobody has seen 24 hours pass.
        expect(await passSlot(wall)).toBeLessThanOrEqual(wall + DAY);
        expect(await countJobs(server)).toBe(0);
        // Nor may it be earlier than was said when it was switched on.
        const next = await passSlot(wall + DAY);
        expect(await countJobs(server)).toBe(next >= (body.next_run ?? 0) ? 1 : 0);
      });
    },
  );
});

describe('running a rule by hand', () => {
  it('counts at that moment, and acts on no more than was confirmed', async () => {
    await withApp({}, async (server) => {
      await aged(server, 40);
      const { body: rule } = await post<RuleAnswer>(server, '', RULE);
      const { body: seen } = await ask<Preview>(server, 'GET', `/api/retention/${rule.id}/preview`);
      expect(seen.count).toBe(1);
      await aged(server, 41);
      const run = `/${rule.id}/run`;
      const late = await post<Failure>(server, run, { confirm: 1 });
      expect([late.status, late.body.error.code]).toEqual([409, 'confirmation_needed']);
      expect((await post<Failure>(server, run, {})).body.error.param).toBe('confirm');
      expect((await post<Failure>(server, run, { confirm: 2, confrim: 1 })).status).toBe(400);
      const { body: job } = await post<JobAnswer>(server, run, { confirm: 2 });
      expect((await jobIn(server, job.id, 'completed')).counts.changed).toBe(2);
    });
  });

  it('stops at what was counted when more comes to match while it runs', async () => {
    let isFirst = true;
    const bringingMore = (inner: Store): Store => ({
      ...inner,
      async deleteForJob(...args) {
        if (isFirst) {
          isFirst = false;
          // A file of old ones is brought in beside it.
          for (let i = 1; i <= 20; i += 1) {
            const created = now() - 35 * DAY + i;
            await keep(inner, {
              draft: { created, k: firstOfSecond(created), id: `brought-${i}` },
            });
          }
        }
        return inner.deleteForJob(...args);
      },
    });
    await withApp({ store: bringingMore }, async (server) => {
      for (let i = 0; i < 60; i += 1) await aged(server, 40);
      await aged(server, 1);
      const { body: rule } = await post<RuleAnswer>(server, '', RULE);
      const { body: job } = await post<JobAnswer>(server, `/${rule.id}/run`, { confirm: 60 });
      expect((await jobIn(server, job.id, 'completed')).counts).toMatchObject({
        total: 60,
        changed: 60,
      });
      expect(await tableIds(server.store, {})).toHaveLength(21);
    });
  });
});

describe('a rule of version 0.1.0', () => {
  /** As 0.1.0 wrote it. */
  const stored = (where: string) => ({
    name: 'Old',
    action: 'delete',
    olderThanDays: 30,
    where,
    except: [{ key: 'keep', value: 'true' }],
    enabled: true,
    hour: RULE.hour,
    dryRun: null,
  });
  const created = { min: undefined, max: 100_000_000 - 30 * DAY };
  const kept = { ...noFilter, created, metadataNot: [['keep', 'true']] };

  it.each([
    ['', {}],
    ['?model=a&model=b', { models: ['a', 'b'] }],
    [
      'metadata[env]=x&metadata[env]=y',
      {
        metadata: [
          ['env', 'x'],
          ['env', 'y'],
        ],
      },
    ],
    [
      'metadata%5Ba%5Bb%5D%5D=&metadata_exists=k',
      { metadata: [['a[b]', '']], metadataExists: ['k'] },
    ],
    [
      'state=complete&tool_calls=false&q=a+b',
      { states: ['complete'], toolCalls: false, search: 'a b' },
    ],
    [
      'tokens_min=123456789012345&cost_max=0.123456789012345',
      { tokens: { min: 123_456_789_012_345 }, cost: { max: 0.123_456_789_012_345 } },
    ],
    ['created_before=1000&created_after=10', { created: { min: 10, max: 1_000 } }],
    ['model=a&sort=tokens&order=asc&limit=10&peek=x&after=y', { models: ['a'] }],
  ])('keeps the meaning of %s', (where, meaning) => {
    const rule = stored(where) as Rule;
    expect(filterOf(rule, 100_000_000)).toEqual({ ...kept, ...meaning });
  });

  it.each(['modell=gpt-test', 'metadata[]=x', 'metadata=env', 'q=', 'Model=x', 'model='])(
    'whose filter is %s deletes nothing, says why, and can be switched off or mended',
    async (where) => {
      await withApp({}, async (server) => {
        await aged(server, 40);
        await store(server, 'rule_old', stored(where));
        const list = await ask<{ data: RuleAnswer[] }>(server, 'GET', '/api/retention');
        const [rule] = list.body.data;
        expect(rule).toMatchObject({
          next_run: null,
          problem: expect.stringContaining("'") as string,
        });
        await runDue(server.parts, new Date(), new Date(Date.now() - 60_000));
        const run = await post<Failure>(server, '/rule_old/run', { confirm: 99 });
        expect(run.status).toBe(400);
        const { body: all } = await ask<{ data: unknown[] }>(server, 'GET', '/api/completions');
        expect(all.data).toHaveLength(1);
        const off = { ...RULE, where, except: [], enabled: false };
        expect((await post(server, '/rule_old', off)).status).toBe(200);
        expect(
          (await post(server, '/rule_old', { ...off, enabled: true, confirm: 9 })).status,
        ).toBe(400);
        expect((await post(server, '', { ...off, name: 'New' })).status).toBe(400);
        expect((await post(server, '/rule_old', { ...off, where: 'model=x' })).status).toBe(200);
      });
    },
  );

  it('spares what has no date, and says so in its count', async () => {
    await withApp({}, async (server) => {
      await aged(server, 40);
      await keep(server.store, { draft: { created: 0, k: 7, id: 'undated' } });
      await store(server, 'rule_old', stored(''));
      const { body } = await ask<Preview>(server, 'GET', '/api/retention/rule_old/preview');
      expect(body.count).toBe(1);
      const { body: job } = await post<JobAnswer>(server, '/rule_old/run', { confirm: 1 });
      expect((await jobIn(server, job.id, 'completed')).counts.changed).toBe(1);
    });
  });

  it('runs at its next hour', async () => {
    await withApp({}, async (server) => {
      await aged(server, 40);
      await aged(server, 40, { keep: 'true' });
      await store(server, 'rule_old', stored('model=gpt-test'));
      const due = new Date((HOUR_S + 30) * 1_000);
      await runDue(server.parts, due, new Date(due.getTime() - 60_000));
      const [job] = await server.store.jobs({ limit: 1 });
      expect((await jobIn(server, job?.id ?? '', 'completed')).counts.changed).toBe(1);
    });
  });
});
