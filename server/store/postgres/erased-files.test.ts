import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keep } from '../../testing/store-suite/samples';
import { openPostgresStore } from './postgres-store';
import { PostgresServer } from '../../testing/postgres-server';

const postgres = new PostgresServer();
beforeAll(() => postgres.start());
afterAll(() => postgres.remove());

const CANARY = 'xylocarp-canary-7731';

/** What docs/operator.md says of it. */
it('what is erased is in no dump at once, and in no table after VACUUM FULL', async () => {
  const url = await postgres.createDatabase();
  const database = new URL(url).pathname.slice(1);
  const store = await openPostgresStore({ url });
  for (let n = 0; n < 20; n += 1) await keep(store);
  const messages = JSON.stringify([{ role: 'user', content: `an ${CANARY} in a prompt` }]);
  const draft = { messages, inputPreview: CANARY, metadata: { note: CANARY } };
  const id = await keep(store, { draft, outcome: { outputPreview: CANARY } });
  await store.putDocument('view', 'a', JSON.stringify({ name: CANARY }), 0, CANARY);
  for (let n = 0; n < 20; n += 1) await keep(store);
  const tables = async () =>
    (await postgres.filesWith(CANARY)).filter((file) => file.startsWith('base/'));
  expect(await tables()).not.toEqual([]);
  await store.delete(id, 'any');
  await store.erase(id);
  await store.removeDocument('view', 'a');
  const tools = postgres.tools();
  if (tools !== null)
    expect(execFileSync(join(tools, 'pg_dump'), ['-Fp', url]).includes(CANARY)).toBe(false);
  await postgres.query('VACUUM FULL', database);
  expect(await tables()).toEqual([]);
  // The log of changes holds it until its files are used anew.
  expect(await postgres.filesWith(CANARY)).not.toEqual([]);
  const isInLog = async () => {
    await postgres.query('SELECT pg_switch_wal()');
    return (await postgres.filesWith(CANARY)).length > 0;
  };
  await expect.poll(isInLog, { timeout: 20_000 }).toBe(false);
  await store.close();
});
