import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { keep, tableIds } from '../../testing/store-suite/samples';
import { PostgresDatabase } from './database';
import { openPostgresStore } from './postgres-store';
import { PostgresServer } from '../../testing/postgres-server';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

it.each([
  ['1.3 KB', 23],
  ['1.9 KB', 32],
  ['9 KB', 160],
])('texts of the search are compressed in their rows: %s', async (_, times) => {
  const url = await server.createDatabase();
  const [store, database] = [await openPostgresStore({ url }), new PostgresDatabase(url)];
  onTestFinished(() => Promise.all([store.close(), database.close()]).then(() => undefined));
  const content = (n: number) => `Wombat ${n * 7_919} digs at night and sleeps through the day.`;
  const messages = JSON.stringify(
    Array.from({ length: times }, (_each, n) => ({ content: content(n) })),
  );
  const id = await keep(store, { draft: { messages } });
  const [row] = await database.rows<{ text: number; stored: number; pad: number; out: number }>(
    `SELECT octet_length(text) AS text, pg_column_size(text) AS stored, pg_column_size(pad) AS pad,
      pg_relation_size((SELECT reltoastrelid FROM pg_class
        WHERE oid = 'chatkeep.completion_search'::regclass)) AS out
      FROM chatkeep.completion_search`,
  );
  expect(row?.text).toBeGreaterThan(1_200);
  expect(row?.stored).toBeLessThan((row?.text ?? 0) * 0.6);
  expect(row?.pad).toBeLessThan(40);
  expect(row?.out).toBe(0);
  expect(await tableIds(store, { search: 'wombat sleeps' })).toEqual([id]);
});
