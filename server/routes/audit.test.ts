import { expect, it } from 'vitest';
import { ask, runJob } from '../testing/jobs';
import { keepTagged } from '../testing/store-suite/samples';
import { withApp } from '../testing/transfer';

type Line = { action: string; subject: string; name: string | null; target: object | null };

it('a line tells what its job applied to, and the name of its rule as long as there is one', async () => {
  await withApp({}, async (server) => {
    await keepTagged(server.store, { env: 'test' });
    const target = { filter: 'metadata[env]=test' };
    const { id } = await runJob(server, { kind: 'delete', target });
    const rule = { name: 'Old ones', older_than_days: 3 };
    const { body } = await ask<{ id: string }>(server, 'POST', '/api/retention', rule);
    const lines = async () =>
      (await ask<{ data: Line[] }>(server, 'GET', '/api/audit?limit=50')).body.data;
    const [made, ...of] = await lines();
    expect(made).toMatchObject({
      action: 'retention.create',
      subject: body.id,
      name: 'Old ones',
      target: null,
    });
    expect(of.map(({ subject }) => subject)).toEqual(of.map(() => id));
    for (const line of of) expect(line).toMatchObject({ name: null, target });
    await ask(server, 'DELETE', `/api/retention/${body.id}`);
    expect((await lines()).find(({ action }) => action === 'retention.create')?.name).toBeNull();
    expect((await lines()).some(({ name }) => name !== null)).toBe(false);
  });
});

it('is searched by what was done, who did it and what it was about, page by page', async () => {
  await withApp({}, async (server) => {
    const entry = { origin: '10.4.0.22', action: 'view.create', count: 1 };
    for (let n = 0; n < 5; n += 1)
      await server.store.audit({ ...entry, actor: n % 2 ? 'Zoë' : 'Ann', subject: `view-${n}` });
    const found = async (query: string) => {
      const at = `/api/audit?${query}`;
      const { body } = await ask<{ data: Line[]; next: string | null }>(server, 'GET', at);
      return body;
    };
    const subjects = ({ data }: { data: Line[] }) => data.map(({ subject }) => subject);
    expect(subjects(await found('q=zoe'))).toEqual(['view-3', 'view-1']);
    expect(subjects(await found('q=%22saved+the+view%22+ANN+10.4.0.22'))).toHaveLength(3);
    expect(subjects(await found('q=deleted+zoe'))).toEqual([]);
    const first = await found('q=ann&limit=2');
    expect(subjects(first)).toEqual(['view-4', 'view-2']);
    const second = await found(`q=ann&limit=2&after=${first.next}`);
    expect([subjects(second), second.next]).toEqual([['view-0'], null]);
    const all = [await found('limit=3'), await found('limit=9')];
    expect(all.map(({ data }) => data.length)).toEqual([3, 5]);
  });
});

it('is narrowed to topics, actors and a stretch of time, each with its count', async () => {
  await withApp({}, async (server) => {
    const line = (action: string, actor: string | null) =>
      server.store.audit({ action, actor, origin: null, subject: action, count: 1 });
    await line('view.create', 'ann');
    await line('job.create delete', 'ann');
    await line('job.completed delete', 'bo');
    await line('completion.delete', null);
    await line('job.completed import', 'ann');
    await line('a later release', 'ann');
    const found = async (query: string) => {
      const { body } = await ask<{ data: Line[] }>(server, 'GET', `/api/audit?${query}`);
      return body.data.map(({ subject }) => subject);
    };
    const counts = async (query = '') =>
      (await ask<{ data: object[] }>(server, 'GET', `/api/audit/counts?${query}`)).body.data;
    expect(await found('topic=deletions')).toEqual([
      'completion.delete',
      'job.completed delete',
      'job.create delete',
    ]);
    expect(await found('topic=deletions&actor=ann')).toEqual(['job.create delete']);
    expect(await found('topic=views&topic=other')).toEqual(['a later release', 'view.create']);
    expect(await found('actor=&actor=bo')).toEqual(['completion.delete', 'job.completed delete']);
    expect(await found('topic=deletions&q=started')).toEqual([]);
    expect(await found('topic=nonsense')).toEqual([]);
    expect(await found('created_before=1d')).toEqual([]);
    expect(await found('created_after=1d&limit=2')).toHaveLength(2);
    expect(await counts()).toContainEqual({ topic: 'deletions', actor: null, count: 1 });
    expect(await counts()).toHaveLength(6);
    expect(await counts('created_before=1d')).toEqual([]);
    for (const wrong of ['created_after=soon', 'created_after=1d&created_after=2d', 'actor=%00'])
      expect((await ask(server, 'GET', `/api/audit?${wrong}`)).status, wrong).toBe(400);
    expect((await ask(server, 'GET', '/api/audit/counts?created_before=-1')).status).toBe(400);
  });
});
