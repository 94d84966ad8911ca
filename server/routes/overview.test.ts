import { describe, expect, it } from 'vitest';
import { createClock } from '../retention/clock';
import { ask, createJob, type JobAnswer, jobIn, runJob } from '../testing/jobs';
import { keep, keepTagged } from '../testing/store-suite/samples';
import type { TestApp } from '../testing/start-app';
import { withApp } from '../testing/transfer';

type Overview = {
  total: { value: number };
  oldest: number | null;
  bytes: number;
  free_bytes: number | null;
  trash: number;
  next_run: { rule: string; name: string; at: number } | null;
  deletions: JobAnswer[];
};
type Rule = { id: string; next_run: number };

const DAY = 86_400;
const look = async (server: TestApp) => (await ask<Overview>(server, 'GET', '/api/overview')).body;

async function addRule(server: TestApp, name: string, change: object = {}): Promise<Rule> {
  const rule = { name, older_than_days: 30, enabled: true, confirm: 99, ...change };
  const { status, body } = await ask<Rule>(server, 'POST', '/api/retention', rule);
  expect(status).toBe(201);
  return body;
}

describe('the overview', () => {
  it('of an empty store says so', async () => {
    await withApp({}, async (server) => {
      const { bytes, free_bytes: free, ...rest } = await look(server);
      expect(rest).toEqual({
        object: 'overview',
        total: expect.objectContaining({ value: 0 }) as object,
        oldest: null,
        trash: 0,
        rules: 0,
        open_jobs: 0,
        next_run: null,
        deletions: [],
      });
      expect(bytes).toBeGreaterThan(0);
      expect(free).toBeGreaterThan(0);
    });
  });

  it('tells how much there is, since when, and what waits in the trash', async () => {
    await withApp({}, async (server) => {
      const created = Math.floor(Date.now() / 1_000) - 400 * DAY;
      await keep(server.store, { draft: { created: 0, k: 3, id: 'undated' } });
      await keep(server.store, { draft: { created, k: created * 2 ** 20, id: 'old' } });
      const gone = await keep(server.store);
      const before = await look(server);
      await server.store.delete(gone, 'any');
      expect(before).toMatchObject({ total: { value: 3 }, oldest: created, trash: 0 });
      expect(await look(server)).toMatchObject({ total: { value: 2 }, trash: 1 });
    });
  });

  it('names the rule that runs next, and none that is off, or while the clock is in doubt', async () => {
    await withApp({}, async (server) => {
      const hour = new Date().getUTCHours();
      await addRule(server, 'Off', { enabled: false });
      await addRule(server, 'Later', { hour: (hour + 20) % 24 });
      const { id, next_run: at } = await addRule(server, 'Soon', { hour: (hour + 3) % 24 });
      expect((await look(server)).next_run).toEqual({
        rule: id,
        name: 'Soon',
        action: 'delete',
        at,
      });
      await createClock(server.store, () => Math.floor(Date.now() / 1_000) + 9 * DAY).look();
      expect((await look(server)).next_run).toBeNull();
    });
  });

  it('counts rules that are off too, and jobs that somebody started and that have not ended', async () => {
    await withApp({}, async (server) => {
      await keepTagged(server.store, { n: '1' });
      await addRule(server, 'Soon');
      await addRule(server, 'Off', { enabled: false });
      await runJob(server, { kind: 'delete', target: { filter: 'metadata[n]=none' } });
      const { id } = await createJob(server, { kind: 'delete', target: { all: true } });
      await jobIn(server, id, 'ready');
      expect(await look(server)).toMatchObject({ rules: 2, open_jobs: 0 });
      await server.store.changeJob(id, ['ready'], { state: 'paused' });
      expect(await look(server)).toMatchObject({ rules: 2, open_jobs: 1 });
    });
  });

  it('lists the last five deletions of any kind, the newest first, and nothing else', async () => {
    await withApp({}, async (server) => {
      for (let i = 0; i < 5; i += 1) await keepTagged(server.store, { n: String(i) });
      await runJob(server, { kind: 'tag', target: { all: true }, tag: { set: { a: 'b' } } });
      const deleted: string[] = [];
      for (let i = 0; i < 4; i += 1) {
        const filter = `metadata[n]=${i}`;
        deleted.push((await runJob(server, { kind: 'delete', target: { filter } })).id);
      }
      // Found nothing, so nothing was deleted.
      await runJob(server, { kind: 'delete', target: { filter: 'metadata[n]=none' } });
      await runJob(server, { kind: 'restore', target: { job: deleted[0] } });
      const erased = await runJob(server, { kind: 'erase', target: { job: deleted[1] } });
      const created = Math.floor(Date.now() / 1_000) - 40 * DAY;
      await keep(server.store, { draft: { created, k: created * 2 ** 20, id: 'old' } });
      const { id } = await addRule(server, 'Old ones', { enabled: false });
      const { body: run } = await ask<JobAnswer>(server, 'POST', `/api/retention/${id}/run`, {
        confirm: 1,
      });
      await jobIn(server, run.id, 'completed');
      const { deletions } = await look(server);
      const expected = [run.id, erased.id, ...deleted.slice(1).toReversed()];
      expect(deletions.map((job) => job.id)).toEqual(expected);
      expect(deletions[4]?.undo).toBeNull();
      expect(deletions[0]?.undo?.until).toBeGreaterThan(0);
    });
  });

  it('refuses what it does not know', async () => {
    await withApp({}, async (server) => {
      expect((await ask(server, 'GET', '/api/overview?model=x')).status).toBe(400);
    });
  });
});
