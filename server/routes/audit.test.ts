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
