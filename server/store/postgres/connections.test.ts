import { afterAll, beforeAll, expect, it } from 'vitest';
import { keep } from '../../testing/store-suite/samples';
import { StoreUnavailable } from '../errors';
import { openStore } from '../open-store';
import { PostgresDatabase } from './database';
import { PostgresServer } from '../../testing/postgres-server';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

it('takes no more connections than it is told, and does all its work with two', async () => {
  const url = await server.createDatabase();
  const store = await openStore(url, 2);
  const client = new PostgresDatabase(url);
  await Promise.all(
    Array.from({ length: 30 }, async () => {
      await keep(store);
      await store.size();
    }),
  );
  const name = new URL(url).pathname.slice(1);
  const [row] = await client.rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
    [name],
  );
  expect(row?.count).toBe(2);
  await client.close();
  await store.close();
});

it('gives the statements of a transaction the time that it is told', async () => {
  const database = new PostgresDatabase(await server.createDatabase());
  const sleeping = database.transaction((queries) => queries.run('SELECT pg_sleep(60)'), 50);
  await expect(sleeping).rejects.toThrow(StoreUnavailable);
  await database.close();
});
