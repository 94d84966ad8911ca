import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { keep, tableIds, tableQuery } from '../../testing/store-suite/samples';
import { recordFrom } from '../../testing/sample-record';
import { noFilter } from '../no-filter';
import { openStore } from '../open-store';
import type { Store } from '../store';
import { AWAITED } from '../table/query';
import { PostgresDatabase } from './database';
import { namesOf } from '../sql/search-names';
import { searchTextOf } from '../sql/search-text';
import { PostgresServer } from '../../testing/postgres-server';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

async function open(url: string): Promise<Store> {
  const store = await openStore(url);
  onTestFinished(() => store.close());
  return store;
}

const saying = (content: string) => JSON.stringify([{ role: 'user', content }]);

async function lose(): Promise<void> {
  await server.crash();
  await server.start();
}

async function fill(store: Store, count: number): Promise<string[]> {
  const records = Array.from({ length: count }, (_, n) =>
    recordFrom({ messages: saying(`okapi number${n}`), metadata: { pet: `ferret${n}` } }),
  );
  await store.insertRecords(records, 'skip');
  return records.map(({ id }) => id);
}

/** What the index has, and what it should have by the rows that are stored. */
async function index(url: string) {
  const database = new PostgresDatabase(url);
  const rows = await database.rows<
    Record<'id' | 'metadata' | 'messages' | 'body', string> & { k: number; up: string | null }
  >(
    ['completions', 'trash']
      .map(
        (shelf) =>
          `SELECT k, id, upstream_id AS up, metadata, messages, body FROM chatkeep.${shelf} WHERE state <> 'running'`,
      )
      .join(' UNION ALL '),
  );
  const expected = rows.map(({ k, id, up, metadata, messages, body }) => ({
    k,
    text: searchTextOf({ messages, body }),
    ...namesOf({ id, upstreamId: up, metadata: JSON.parse(metadata) as Record<string, string> }),
  }));
  const found = await database.rows(
    'SELECT k, text, ids, vals FROM chatkeep.completion_search FULL JOIN chatkeep.completion_names USING (k) ORDER BY k',
  );
  await database.close();
  return { found, expected: expected.toSorted((a, b) => a.k - b.k) };
}

it('says what a search misses after a crash of PostgreSQL, and makes the index anew', async () => {
  const url = await server.createDatabase();
  const store = await open(url);
  const ids = await fill(store, 300);
  const [binned = ''] = ids;
  await store.delete(binned, 'any');
  expect(await store.query({ ...tableQuery({ search: 'okapi' }), ...AWAITED })).toMatchObject({
    unsearched: 0,
    total: { value: 299 },
  });
  await lose();
  await store.ready();
  const page = await store.query({ ...tableQuery({ search: 'okapi' }), ...AWAITED });
  expect(page.unsearched > 0 || page.total.value === 299).toBe(true);
  // An export or a job misses none.
  const newest = await store.newestPosition();
  const asked = { filter: { ...noFilter, search: 'okapi' }, after: 0, newest, limit: 1_000 };
  expect(await store.positions(asked)).toHaveLength(299);
  expect(await store.searchLag()).toEqual({ waiting: 0, seconds: 0 });
  expect((await store.trash({ limit: 10, search: 'number0' })).total).toBe(1);
  expect(await tableIds(store, { search: 'ferret299' })).toEqual([ids[299]]);
  const { found, expected } = await index(url);
  expect(found).toEqual(expected);
});

it('is whole, and no more than that, while it is made anew beside writes of two servers', async () => {
  const url = await server.createDatabase();
  const stores = [await open(url), await open(url)] as const;
  const ids = await fill(stores[0], 400);
  await lose();
  await Promise.all(stores.map((store) => store.ready()));
  let state = 7;
  const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
  const lanes = Array.from({ length: 6 }, async (_, lane) => {
    const store = stores[lane % 2 === 0 ? 0 : 1];
    for (let n = 0; n < 60; n += 1) {
      const id = ids[random(ids.length)] ?? '';
      const what = random(6);
      if (what === 0) await store.erase(id);
      else if (what === 1) await store.restore(id);
      else if (what === 2) await store.updateMetadata(id, { pet: `weasel${n}` }, 'any');
      else if (what === 3) await keep(store, { draft: { messages: saying(`ibex ${n}`) } });
      else await store.delete(id, 'any');
    }
  });
  const asked = { ...tableQuery({ search: 'okapi' }), limit: 1_000 };
  await Promise.all([...lanes, ...stores.map((store) => store.query(asked))]);
  await expect.poll(async () => (await stores[1].searchLag()).waiting, { timeout: 30_000 }).toBe(0);
  const { found, expected } = await index(url);
  expect(found).toEqual(expected);
});

it('begins where it was when the server that makes it is killed, and PostgreSQL once more', async () => {
  const url = await server.createDatabase();
  const store = await open(url);
  await fill(store, 200);
  for (let round = 0; round < 5; round += 1) {
    await lose();
    await store.ready();
    await store.query({ ...tableQuery({ search: 'okapi' }), ...AWAITED });
    const other = await openStore(url);
    await other.close();
  }
  expect((await store.query(tableQuery({ search: 'okapi' }))).total.value).toBe(200);
  const { found, expected } = await index(url);
  expect(found).toEqual(expected);
});

it('loses what is erased, also when that is indexed while the erasure waits for it', async () => {
  const url = await server.createDatabase();
  const store = await open(url);
  const [id = ''] = await fill(store, 1);
  await store.delete(id, 'any');
  const database = new PostgresDatabase(url);
  await database.run('DELETE FROM chatkeep.completion_search');
  await database.run('DELETE FROM chatkeep.completion_names');
  const erasing = await database.transaction(async (queries) => {
    const [row] = await queries.rows<{ k: number }>('SELECT k FROM chatkeep.trash FOR SHARE');
    const erased = store.erase(id);
    const waits = `SELECT 1 FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    while ((await database.rows(waits)).length === 0);
    const k = row?.k ?? 0;
    await queries.run("INSERT INTO chatkeep.completion_search VALUES ($1, true, 'okapi')", [k]);
    await queries.run("INSERT INTO chatkeep.completion_names VALUES ($1, 'a', 'okapi')", [k]);
    return { erased };
  });
  expect(await erasing.erased).toBe(true);
  await database.close();
  expect((await index(url)).found).toEqual([]);
});
