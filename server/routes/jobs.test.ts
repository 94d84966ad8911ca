import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keep, keepTagged } from '../testing/store-suite/samples';
import { ask, createJob, type JobAnswer, jobIn, runJob } from '../testing/jobs';
import type { TestApp } from '../testing/start-app';
import { withApp } from '../testing/transfer';

type Failure = { error: { message: string; param: string | null; code: string | null } };
type List = { data: { id: string; reason?: string }[]; next: string | null };

const LONG = 'k'.repeat(65);

async function idsOf(server: TestApp, query: string): Promise<string[]> {
  const { body } = await ask<List>(server, 'GET', `/api/completions?limit=1000&${query}`);
  return body.data.map(({ id }) => id);
}

describe('a job', () => {
  it('is counted, started, taken back, listed, and in the audit log', async () => {
    await withApp({}, async (server) => {
      for (let i = 0; i < 25; i += 1)
        await keepTagged(server.store, { env: i < 20 ? 'test' : 'prod' });
      const { id } = await createJob(server, {
        kind: 'delete',
        target: { filter: 'metadata[env]=test' },
      });
      const ready = await jobIn(server, id, 'ready');
      expect(ready).toMatchObject({ object: 'job', counts: { total: 20, done: 0 }, undo: null });
      expect(ready.oldest).toBeLessThanOrEqual(ready.newest ?? 0);
      expect(await idsOf(server, '')).toHaveLength(25);

      expect((await ask(server, 'POST', `/api/jobs/${id}/start`)).status).toBe(200);
      const done = await jobIn(server, id, 'completed');
      expect(done.counts).toEqual({ total: 20, done: 20, changed: 20, skipped: 0, failed: 0 });
      expect(done.undo?.until).toBe((done.ended ?? 0) + 7 * 86_400);
      expect(await idsOf(server, '')).toHaveLength(5);

      const undo = await ask<JobAnswer>(server, 'POST', `/api/jobs/${id}/undo`);
      expect((await jobIn(server, undo.body.id, 'completed')).counts.changed).toBe(20);
      // What was taken back is not offered to be taken back again.
      expect((await jobIn(server, id, 'completed')).undo).toBeNull();
      expect((await ask(server, 'POST', `/api/jobs/${id}/undo`)).status).toBe(409);
      expect(await idsOf(server, 'metadata[env]=test')).toHaveLength(20);
      const jobs = await ask<List>(server, 'GET', '/api/jobs?limit=1');
      expect(jobs.body).toMatchObject({ data: [{ id: undo.body.id, kind: 'restore' }] });
      const older = await ask<List>(server, 'GET', `/api/jobs?limit=1&after=${jobs.body.next}`);
      expect(older.body).toMatchObject({ data: [{ id }], next: null });
      const audit = await ask<{ data: { action: string; count: number }[] }>(
        server,
        'GET',
        '/api/audit',
      );
      expect(audit.body.data.map(({ action, count }) => `${action} ${count}`)).toEqual([
        'job.completed restore 20',
        'job.create restore 0',
        'job.completed delete 20',
        'job.start delete 20',
        'job.create delete 0',
      ]);
    });
  });

  it('that is only ready can be discarded, and changes nothing', async () => {
    await withApp({}, async (server) => {
      await keep(server.store);
      const { id } = await createJob(server, { kind: 'delete', target: { all: true } });
      await jobIn(server, id, 'ready');
      expect((await ask(server, 'DELETE', `/api/jobs/${id}`)).status).toBe(200);
      expect((await ask(server, 'POST', `/api/jobs/${id}/start`)).status).toBe(404);
      expect(await idsOf(server, '')).toHaveLength(1);
    });
  });

  it('pauses, goes on, and stops for good when it is cancelled', async () => {
    await withApp({}, async (server) => {
      for (let i = 0; i < 40; i += 1) await keep(server.store);
      const { id } = await createJob(server, { kind: 'delete', target: { all: true } });
      await jobIn(server, id, 'ready');
      const step = (name: string) => ask<JobAnswer>(server, 'POST', `/api/jobs/${id}/${name}`);
      // Paused while it waits, so that nothing has been done yet.
      await server.parts.jobs.stop();
      await step('start');
      expect((await step('pause')).body.state).toBe('paused');
      expect((await step('start')).status).toBe(409);
      expect((await step('resume')).body.state).toBe('queued');
      const cancelled = await step('cancel');
      expect(cancelled.body).toMatchObject({ state: 'cancelled', counts: { done: 0 } });
      for (const name of ['resume', 'pause', 'cancel', 'undo', 'retry']) {
        expect((await step(name)).body).toMatchObject({ error: { code: 'wrong_job_state' } });
      }
      expect(await idsOf(server, '')).toHaveLength(40);
    });
  });

  it('names what failed and why, page by page, and tries it again', async () => {
    await withApp({}, async (server) => {
      const pairs = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`k${i}`, 'v']));
      const ids = [];
      for (let i = 0; i < 3; i += 1) ids.push(await keepTagged(server.store, pairs));
      const job = await runJob(server, {
        kind: 'tag',
        target: { all: true },
        tag: { set: { more: '1' } },
      });
      expect(job).toMatchObject({
        counts: { failed: 3, changed: 0 },
        progress: { changes: 0, exceeds: 3 },
      });
      const path = `/api/jobs/${job.id}/failures?limit=2`;
      const { body } = await ask<List>(server, 'GET', path);
      expect(body.data[0]).toEqual({
        id: ids[0],
        reason: 'it would have 17 pairs, more than 16',
      });
      const rest = await ask<List>(server, 'GET', `${path}&after=${body.next}`);
      expect(rest.body).toMatchObject({ data: [{ id: ids[2] }], next: null });
      await server.store.updateMetadata(ids[0] ?? '', {}, 'any');
      await ask(server, 'POST', `/api/jobs/${job.id}/retry`);
      await expect
        .poll(async () => (await jobIn(server, job.id, 'completed')).counts)
        .toMatchObject({ changed: 1, failed: 2 });
    });
  });

  it('takes keys and values up to their limits in every part of a tag', async () => {
    const [key, other] = ['k'.repeat(64), '😀'.repeat(64)];
    const value = 'v'.repeat(512);
    await withApp({}, async (server) => {
      const id = await keepTagged(server.store, { [key]: value });
      const tag = (change: object) =>
        runJob(server, { kind: 'tag', target: { ids: [id] }, tag: change });
      await tag({ replace: { [key]: { [value]: value.replaceAll('v', 'w') } } });
      await tag({ rename: { [key]: other } });
      expect((await server.store.retrieve(id, 'any'))?.metadata).toEqual({
        [other]: 'w'.repeat(512),
      });
      await tag({ remove: [other] });
      expect((await server.store.retrieve(id, 'any'))?.metadata).toEqual({});
    });
  });

  it('makes all renames of a tag job at once, and counts the values that would go', async () => {
    await withApp({}, async (server) => {
      const id = await keepTagged(server.store, { a: '1', b: '2', c: '3' });
      const metadata = async () => (await server.store.retrieve(id, 'any'))?.metadata;
      const tag = (rename: object) =>
        runJob(server, { kind: 'tag', target: { ids: [id] }, tag: { rename } });
      const swap = await tag({ a: 'b', b: 'a' });
      expect(swap.progress).toMatchObject({ changes: 1, drops: 0 });
      expect(await metadata()).toEqual({ b: '1', a: '2', c: '3' });
      const onto = await tag({ a: 'c' });
      expect(onto.progress).toMatchObject({ changes: 1, drops: 1 });
      expect(await metadata()).toEqual({ b: '1', c: '2' });
      await ask(server, 'POST', `/api/jobs/${onto.id}/undo`);
      await expect.poll(metadata).toEqual({ a: '2', b: '1', c: '3' });
    });
  });

  it('is refused with the reason when it is not what it has to be', async () => {
    await withApp({}, async (server) => {
      const many = Array.from({ length: 10_001 }, (_, i) => `chatcmpl-${i}`);
      const wrong: [object, string | null][] = [
        [{}, 'kind'],
        [{ kind: 'burn', target: { all: true } }, 'kind'],
        [{ kind: 'delete' }, 'target'],
        [{ kind: 'delete', target: { ids: [] } }, 'target.ids'],
        [{ kind: 'delete', target: { ids: many } }, 'target.ids'],
        [{ kind: 'delete', target: { ids: ['a', 'a'] } }, 'target.ids'],
        [{ kind: 'delete', target: { ids: ['a'], filter: '' } }, 'target'],
        [{ kind: 'delete', target: { trash: 'all' } }, 'target'],
        [{ kind: 'delete', target: { filter: '' } }, 'target.filter'],
        [{ kind: 'tag', target: { filter: '' }, tag: { remove: ['a'] } }, 'target.filter'],
        [{ kind: 'delete', target: { all: 'true' } }, 'target'],
        [{ kind: 'delete', target: { all: true, filter: 'model=a' } }, 'target'],
        [{ kind: 'delete', target: { filter: 'tokens_min=x' } }, 'tokens_min'],
        [{ kind: 'restore', target: { all: true } }, 'target'],
        [{ kind: 'delete', target: { all: true }, start: 'yes' }, 'start'],
        [{ kind: 'delete', target: { all: true }, tag: {} }, 'tag'],
        [{ kind: 'tag', target: { all: true } }, 'tag'],
        [{ kind: 'tag', target: { all: true }, tag: {} }, 'tag'],
        [{ kind: 'tag', target: { all: true }, tag: { set: { a: 1 } } }, 'metadata.a'],
        [{ kind: 'tag', target: { all: true }, tag: { rename: { a: '' } } }, 'metadata'],
        [{ kind: 'tag', target: { all: true }, tag: { rename: { a: 3 } } }, 'tag.rename.a'],
        [
          { kind: 'tag', target: { all: true }, tag: { rename: { [LONG]: 'a' } } },
          `metadata.${LONG}`,
        ],
        [{ kind: 'tag', target: { all: true }, tag: { remove: [LONG] } }, `metadata.${LONG}`],
        [{ kind: 'tag', target: { all: true }, tag: { remove: ['a\u0000'] } }, 'metadata.a\u0000'],
        [
          { kind: 'tag', target: { all: true }, tag: { replace: { [LONG]: {} } } },
          `metadata.${LONG}`,
        ],
        [
          { kind: 'tag', target: { all: true }, tag: { replace: { a: { b: LONG.repeat(8) } } } },
          'metadata.a',
        ],
        [{ kind: 'tag', target: { all: true }, tag: { replace: { a: { b: 1 } } } }, 'metadata.a'],
        [{ kind: 'delete', target: { all: true }, soon: 1 }, 'soon'],
      ];
      for (const [body, param] of wrong) {
        const { status, body: answer } = await ask<Failure>(server, 'POST', '/api/jobs', body);
        expect([status, answer.error.param]).toEqual([400, param]);
      }
      expect((await ask(server, 'GET', '/api/jobs/nobody')).status).toBe(404);
      expect((await ask<List>(server, 'GET', '/api/jobs')).body.data).toEqual([]);
    });
  });

  it('lists those that have ended apart from those that have not', async () => {
    await withApp({}, async (server) => {
      for (let at = 0; at < 3; at += 1) await keep(server.store);
      const { id: over } = await runJob(server, { kind: 'delete', target: { all: true } });
      const asked = { kind: 'delete', target: { all: true } };
      const { body: waiting } = await ask<{ id: string }>(server, 'POST', '/api/jobs', asked);
      const listed = async (query: string) =>
        (await ask<List>(server, 'GET', `/api/jobs${query}`)).body.data.map(({ id }) => id);
      expect(await listed('')).toEqual([waiting.id, over]);
      expect(await listed('?open=true')).toEqual([waiting.id]);
      expect(await listed('?open=false')).toEqual([over]);
      expect(await listed('?open=false&limit=1')).toEqual([over]);
      for (const open of ['1', '', 'true&open=false']) {
        const { status, body } = await ask<Failure>(server, 'GET', `/api/jobs?open=${open}`);
        expect([status, body.error.param]).toEqual([400, 'open']);
      }
    });
  });

  it('lists and counts those that failed, or could not do all', async () => {
    await withApp({}, async (server) => {
      const pairs = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`k${i}`, 'v']));
      await keepTagged(server.store, pairs);
      await keepTagged(server.store, {});
      const tag = { kind: 'tag', target: { all: true }, tag: { set: { more: '1' } } };
      const job = async (body: object) => (await runJob(server, body)).id;
      const [first, , last] = [
        await job(tag),
        await job({ ...tag, tag: { set: { k1: 'w' } } }),
      ].concat(await job({ ...tag, tag: { set: { other: '1' } } }));
      const { body: waiting } = await ask<{ id: string }>(server, 'POST', '/api/jobs', tag);
      await jobIn(server, waiting.id, 'ready');
      const listed = async (query: string) => {
        const { body } = await ask<List & { found: object }>(server, 'GET', `/api/jobs${query}`);
        return { ...body.found, ids: body.data.map(({ id }) => id), next: body.next };
      };
      const all = { all: 3, failures: 2 };
      expect(await listed('?open=false&failures=true')).toEqual({
        ...all,
        ids: [last, first],
        next: null,
      });
      const page = await listed('?open=false&failures=true&limit=1');
      expect(page).toMatchObject({ ...all, ids: [last] });
      expect(await listed(`?open=false&failures=true&limit=1&after=${page.next}`)).toEqual({
        ...all,
        ids: [first],
        next: null,
      });
      expect((await listed('?open=false&failures=false')).ids).toHaveLength(1);
      expect(await listed('?open=true')).toMatchObject({ all: 1, failures: 0 });
      expect(await listed('?failures=true')).toMatchObject({ all: 4, failures: 2 });
      const { status, body } = await ask<Failure>(server, 'GET', '/api/jobs?failures=yes');
      expect([status, body.error.param]).toEqual([400, 'failures']);
    });
  });

  it('erases for good on a server without a trash', async () => {
    await withApp({ env: { TRASH_DAYS: '0' } }, async (server) => {
      const canary = 'bulk-canary-5518';
      const messages = JSON.stringify([{ role: 'user', content: canary }]);
      const ids = [];
      for (let i = 0; i < 12; i += 1) ids.push(await keep(server.store, { draft: { messages } }));
      const job = await runJob(server, { kind: 'delete', target: { ids } });
      // The job itself keeps of the ids only how many there were.
      expect(job).toMatchObject({ target: { named: 12 }, counts: { changed: 12 }, undo: null });
      expect(await server.store.trashed({ after: -1, limit: 10 })).toEqual([]);
      for (const suffix of ['', '-wal', '-shm']) {
        const path = join(server.folder, `chatkeep.db${suffix}`);
        expect(existsSync(path) && readFileSync(path).includes(canary)).toBe(false);
      }
    });
  });
});
