import { describe, expect, it } from 'vitest';
import { createJobs } from '../jobs/jobs';
import { runDue } from '../schedule/schedule';
import { ask, type JobAnswer, jobIn } from '../testing/jobs';
import { type Keeper, startKeeper } from '../testing/keeper';
import type { TestApp } from '../testing/start-app';
import { HOST, withApp } from '../testing/transfer';

type Failures = { data: { id: string; reason: string }[] };

async function withKeeper(
  count: number,
  work: (server: TestApp, keeper: Keeper) => Promise<void>,
): Promise<void> {
  const keeper = await startKeeper(count);
  try {
    await withApp({ providers: [keeper.provider] }, (server) => work(server, keeper));
  } finally {
    await keeper.close();
  }
}

async function run(server: TestApp): Promise<JobAnswer> {
  const { status, body } = await ask<JobAnswer>(server, 'POST', '/api/mirrors/keeper/run', {});
  expect(status).toBe(201);
  return jobIn(server, body.id, 'completed', 'failed');
}

async function count(server: TestApp, query = ''): Promise<number> {
  const { body } = await ask<{ total: { value: number } }>(
    server,
    'GET',
    `/api/completions?${query}`,
  );
  return body.total.value;
}

describe('a mirror', () => {
  it('copies everything once, with messages and metadata, then only what is new', async () => {
    await withKeeper(250, async (server, keeper) => {
      const { kept, asked } = keeper;
      keeper.refuse(2);
      expect(await run(server)).toMatchObject({
        state: 'completed',
        counts: { total: 250, changed: 250, skipped: 0, failed: 0 },
      });
      expect(await count(server, 'provider=keeper&q=question')).toBe(250);
      const one = await server.app.inject({
        url: '/v1/chat/completions/theirs-41/messages',
        headers: HOST,
      });
      expect(one.json()).toMatchObject({
        data: [{ role: 'user', content: 'question of theirs-41' }],
      });
      expect(one.json<{ data: object[] }>().data).toHaveLength(1);

      asked.length = 0;
      const [last] = kept.slice(-1);
      kept.push({ ...last, id: 'theirs-new', created: 1_764_000_100 });
      // What was changed here stays; what has gone there stays here.
      await server.store.updateMetadata('theirs-3', { mine: '1' }, 'any');
      kept.splice(0, 10);
      expect((await run(server)).counts).toMatchObject({ total: 1, changed: 1 });
      // An hour of the list once more, for what may have appeared late, and the messages of the new one.
      expect(asked).toHaveLength(4);
      expect(await count(server)).toBe(251);
      expect((await server.store.retrieve('theirs-3', 'any'))?.metadata).toEqual({ mine: '1' });
    });
  });

  it('does not bring back what was deleted here, and starts over when its place is forgotten', async () => {
    await withKeeper(120, async (server, { kept }) => {
      await run(server);
      await server.store.delete('theirs-7', 'any');
      kept.splice(115);
      expect((await run(server)).counts).toMatchObject({ total: 0, changed: 0, skipped: 0 });
      expect(await count(server)).toBe(119);
    });
  });

  it('names what cannot be copied and goes on; a provider that refuses ends the run', async () => {
    await withKeeper(30, async (server, keeper) => {
      const { kept } = keeper;
      Object.assign(kept[3] ?? {}, { choices: 'none' });
      Object.assign(kept[4] ?? {}, { created: 9e12 });
      const job = await run(server);
      expect(job.counts).toMatchObject({ total: 30, changed: 28, failed: 2 });
      const { body } = await ask<Failures>(server, 'GET', `/api/jobs/${job.id}/failures`);
      expect(body.data.map(({ id }) => id).toSorted()).toEqual(['theirs-3', 'theirs-4']);
      keeper.refuse(20);
      const refused = await run(server);
      expect(refused).toMatchObject({ state: 'failed', error: 'keeper answered 429' });
    });
  });

  it('goes on where it was when its process has ended in the middle', async () => {
    await withKeeper(250, async (server) => {
      const { body } = await ask<JobAnswer>(server, 'POST', '/api/mirrors/keeper/run', {});
      await expect.poll(() => count(server), { timeout: 30_000 }).toBeGreaterThan(0);
      await server.parts.jobs.stop();
      const runner = createJobs(server.parts, (error) => {
        throw error;
      });
      await runner.start();
      expect((await jobIn(server, body.id, 'completed')).counts).toMatchObject({ failed: 0 });
      expect(await count(server)).toBe(250);
      await runner.stop();
    });
  });

  it('runs by itself when asked to, once at a time, and is listed with its last run', async () => {
    await withKeeper(3, async (server) => {
      const set = (every: unknown) => ask(server, 'POST', '/api/mirrors/keeper', { every });
      for (const wrong of [0, 4, 1.5, '60', 1e9, undefined]) {
        expect((await set(wrong)).status).toBe(400);
      }
      expect((await ask(server, 'POST', '/api/mirrors/nobody/run', {})).status).toBe(404);
      expect((await set(60)).status).toBe(200);
      const hour = new Date('2026-01-01T10:10:00Z');
      await runDue(server.parts, hour);
      await runDue(server.parts, hour);
      const jobs = async () => (await server.store.jobs({ limit: 9 })).length;
      expect(await jobs()).toBe(1);
      await expect.poll(() => count(server), { timeout: 30_000 }).toBe(3);
      const list = () => ask<{ data: object[] }>(server, 'GET', '/api/mirrors');
      await expect
        .poll(async () => (await list()).body.data, { timeout: 30_000 })
        .toMatchObject([{ provider: 'keeper', every: 60, last: { state: 'completed' } }]);
      await runDue(server.parts, new Date('2026-01-01T11:01:00Z'));
      expect(await jobs()).toBe(2);
      await set(null);
      await runDue(server.parts, new Date('2026-01-01T12:01:00Z'));
      expect(await jobs()).toBe(2);
    });
  });

  it('is known to run, and when it last ran, however many other jobs there are', async () => {
    await withKeeper(3, async (server) => {
      const { id } = await run(server);
      const job = {
        kind: 'export',
        lane: 'follow',
        state: 'completed',
        actor: null,
        origin: null,
        created: 1,
        target: '{}',
        spec: '{}',
        progress: '{}',
      } as const;
      for (let i = 0; i < 120; i += 1) await server.store.createJob({ ...job, id: `job_${i}` });
      const list = () => ask<{ data: { last: JobAnswer | null }[] }>(server, 'GET', '/api/mirrors');
      expect((await list()).body.data[0]?.last?.id).toBe(id);
      await server.parts.jobs.stop();
      const again = await ask<JobAnswer>(server, 'POST', '/api/mirrors/keeper/run', {});
      for (let i = 120; i < 240; i += 1) await server.store.createJob({ ...job, id: `job_${i}` });
      expect((await ask(server, 'POST', '/api/mirrors/keeper/run', {})).status).toBe(409);
      expect((await list()).body.data[0]?.last?.id).toBe(again.body.id);
      expect((await ask(server, 'POST', '/api/mirrors/keeper/run', { model: 'x' })).status).toBe(
        400,
      );
    });
  });
});
