import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { keep, tableIds } from '../../testing/store-suite/samples';
import { PostgresDatabase } from './database';
import { openPostgresStore } from './postgres-store';
import { PostgresServer } from '../../testing/postgres-server';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

type Row = { text: number; stored: number; pad: number; out: number };

/** What the search keeps of a completion with so many sentences. */
async function kept(sentences: number): Promise<Row | undefined> {
  const url = await server.createDatabase();
  const [store, database] = [await openPostgresStore({ url }), new PostgresDatabase(url)];
  onTestFinished(() => Promise.all([store.close(), database.close()]).then(() => undefined));
  const content = (n: number) => `Wombat ${n * 7_919} digs at night and sleeps through the day.`;
  const messages = JSON.stringify(
    Array.from({ length: sentences }, (_each, n) => ({ content: content(n) })),
  );
  const id = await keep(store, { draft: { messages } });
  expect(await tableIds(store, { search: 'wombat sleeps' })).toEqual([id]);
  const [row] = await database.rows<Row>(
    `SELECT octet_length(text) AS text, pg_column_size(text) AS stored, pg_column_size(pad) AS pad,
      pg_relation_size((SELECT reltoastrelid FROM pg_class
        WHERE oid = 'chatkeep.completion_search'::regclass)) AS out
      FROM chatkeep.completion_search`,
  );
  return row;
}

it.each([
  ['0.7 KB', 12],
  ['1.3 KB', 23],
  ['1.9 KB', 32],
  ['9 KB', 160],
])('texts of the search are compressed in their rows: %s', async (_, sentences) => {
  const row = await kept(sentences);
  expect(row?.text).toBeGreaterThan(600);
  expect(row?.stored).toBeLessThan((row?.text ?? 0) * 0.6);
  expect(row?.pad).toBeLessThan(40);
  expect(row?.out).toBe(0);
});

it.each([1, 2, 4, 9])(
  'a text of %i short sentences takes no more than itself',
  async (sentences) => {
    const row = await kept(sentences);
    expect(row?.text).toBeLessThan(700);
    expect(row?.stored).toBeLessThanOrEqual((row?.text ?? 0) + 4);
    expect(row?.pad).toBeLessThan(40);
  },
);
