import { afterAll, describe, expect, it } from 'vitest';
import { keep } from '../testing/store-suite/samples';
import { sweepTrash } from '../schedule/sweep-trash';
import { ask, jobIn, runJob } from '../testing/jobs';
import { firstOfSecond } from '../store/position';
import { startApp, type TestApp } from '../testing/start-app';

const servers: TestApp[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

async function start(env: Record<string, string> = {}): Promise<TestApp> {
  const server = await startApp({ env });
  servers.push(server);
  return server;
}

type DeletedBy = { job: string; rule: string | null; actor: string | null; count: number };
type Listed = {
  data: { id: string; deleted_at: number; erased_at: number; deleted_by: DeletedBy | null }[];
  next: string;
  total: number;
  found: { rules: number; people: number };
};

async function list({ app }: TestApp, query = ''): Promise<Listed> {
  return (await app.inject(`/api/trash${query}`)).json<Listed>();
}

const day = 86_400;

describe('the trash', () => {
  it('holds what any client deleted, says until when, and gives it back', async () => {
    const server = await start({ TRASH_DAYS: '3' });
    const id = await keep(server.store, { draft: { metadata: { env: 'prod' } } });
    const url = `/v1/chat/completions/${id}`;
    expect((await server.app.inject({ method: 'DELETE', url })).json()).toEqual({
      object: 'chat.completion.deleted',
      id,
      deleted: true,
    });
    expect((await server.app.inject(url)).statusCode).toBe(404);
    const [row] = (await list(server)).data;
    expect(row).toMatchObject({ id, metadata: { env: 'prod' }, model: 'gpt-test' });
    expect((row?.erased_at ?? 0) - (row?.deleted_at ?? 0)).toBe(3 * day);

    const restored = await server.app.inject({ method: 'POST', url: `/api/trash/${id}/restore` });
    expect(restored.json()).toEqual({ id, restored: true });
    expect((await server.app.inject(url)).json()).toMatchObject({ metadata: { env: 'prod' } });
    expect((await list(server)).data).toEqual([]);
  });

  it('pages without a gap and refuses cursors that are none', async () => {
    const server = await start();
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push(await keep(server.store));
    for (const id of ids) await server.store.delete(id, 'any');
    const first = await list(server, '?limit=3');
    const second = await list(server, `?limit=3&after=${first.next}`);
    const seen = [...first.data, ...second.data].map((row) => row.id);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(second.next).toBeNull();
    for (const after of ['', 'x', '1', '1.', `1.${'9'.repeat(16)}`, '1.2.3', '-1.2']) {
      const answer = await server.app.inject(`/api/trash?after=${after}`);
      expect([after, answer.statusCode]).toEqual([after, 400]);
    }
  });

  it('says by whom each was deleted, and lists what rules deleted apart from the rest', async () => {
    const server = await start();
    const ids: string[] = [];
    const old = Math.floor(Date.now() / 1_000) - 40 * day;
    for (const [at, env] of ['rule', 'rule', 'job', 'job', 'one'].entries()) {
      const draft = { created: old, k: firstOfSecond(old) + at, metadata: { env } };
      ids.push(await keep(server.store, { draft }));
    }
    const one = ids[4] ?? '';
    await server.store.delete(one, 'any');
    const job = await runJob(server, { kind: 'delete', target: { filter: 'metadata[env]=job' } });
    const rule = { name: 'Old, “ones”', older_than_days: 30, where: 'metadata[env]=rule' };
    const { body } = await ask<{ id: string }>(server, 'POST', '/api/retention', rule);
    const path = `/api/retention/${body.id}/run`;
    const run = await ask<{ id: string }>(server, 'POST', path, { confirm: 2 });
    await jobIn(server, run.body.id, 'completed');

    const all = await list(server);
    const by = new Map(all.data.map((row) => [row.id, row.deleted_by]));
    expect(ids.map((id) => by.get(id)?.rule)).toEqual([
      rule.name,
      rule.name,
      null,
      null,
      undefined,
    ]);
    expect(by.get(ids[2] ?? '')).toMatchObject({ job: job.id, count: 2 });
    expect(by.get(one)).toBeNull();
    expect([all.total, all.found]).toEqual([5, { rules: 2, people: 3 }]);

    const rules = await list(server, '?by=rules&limit=1');
    const more = await list(server, `?by=rules&limit=1&after=${rules.next}`);
    expect([...rules.data, ...more.data].map(({ id }) => id).sort()).toEqual(
      ids.slice(0, 2).sort(),
    );
    expect([rules.total, more.next]).toEqual([2, null]);
    const people = await list(server, '?by=people');
    expect(people.data.map(({ id }) => id).sort()).toEqual(ids.slice(2).sort());
    expect([people.total, people.found]).toEqual([3, all.found]);
    expect((await server.app.inject('/api/trash?by=ghosts')).statusCode).toBe(400);
  });

  it('erases one before its time, and answers 404 for what it does not hold', async () => {
    const server = await start();
    const id = await keep(server.store);
    const erase = { method: 'DELETE', url: `/api/trash/${id}` } as const;
    expect((await server.app.inject(erase)).statusCode).toBe(404);
    await server.store.delete(id, 'any');
    expect((await server.app.inject(erase)).json()).toEqual({ id, erased: true });
    const restore = { method: 'POST', url: `/api/trash/${id}/restore` } as const;
    for (const again of [erase, restore, { ...restore, url: '/api/trash/%00/restore' }]) {
      expect((await server.app.inject(again)).json()).toMatchObject({
        error: {
          code: 'not_found',
          message: expect.stringContaining('restored or erased already') as string,
        },
      });
    }
  });

  it('is swept of what has been in it for too long, and of nothing else', async () => {
    const server = await start({ TRASH_DAYS: '2' });
    const [old, stored] = [await keep(server.store), await keep(server.store)];
    await server.store.delete(old, 'any');
    expect(await sweepTrash(server.parts, Date.now() + 1.9 * day * 1_000)).toBe(0);
    expect(await sweepTrash(server.parts, Date.now() + 2.1 * day * 1_000)).toBe(1);
    expect(await server.store.restore(old)).toBe(false);
    expect(await server.store.retrieve(stored, 'complete')).not.toBeNull();
  });

  it('does not exist when nothing is to be kept: a delete erases', async () => {
    const server = await start({ TRASH_DAYS: '0' });
    const id = await keep(server.store);
    await server.app.inject({ method: 'DELETE', url: `/api/completions/${id}` });
    expect((await list(server)).data).toEqual([]);
    expect(await server.store.restore(id)).toBe(false);
    const { capabilities } = (await server.app.inject('/api/server')).json<{
      capabilities: string[];
    }>();
    expect(capabilities).not.toContain('trash');
  });
});
