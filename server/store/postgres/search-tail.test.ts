import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { recordFrom } from '../../testing/sample-record';
import { tableIds, tableQuery } from '../../testing/store-suite/samples';
import { openStore } from '../open-store';
import { PostgresDatabase } from './database';
import { hasRoom } from './search-tail';
import { PostgresServer } from '../../testing/postgres-server';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

async function open() {
  const url = await server.createDatabase();
  const store = await openStore(url);
  const database = new PostgresDatabase(url);
  onTestFinished(async () => {
    await store.close();
    await database.close();
  });
  const bring = async (count: number) => {
    const records = Array.from({ length: count }, (_, n) =>
      recordFrom({
        messages: JSON.stringify([{ role: 'user', content: `an okapi and number${n}` }]),
        metadata: { pet: n % 2 === 0 ? 'ferret' : 'okapi' },
      }),
    );
    await store.insertRecords(records, 'skip');
    return records.map(({ id }) => id);
  };
  const indexed = () =>
    expect.poll(() => store.searchLag(), { timeout: 30_000 }).toEqual({ waiting: 0, seconds: 0 });
  return { url, store, database, bring, indexed };
}

it('finds what an import brought at once, and the same once it is indexed', async () => {
  const { store, database, bring, indexed } = await open();
  const ids = await bring(40);
  const [deleted = '', erased = '', ...left] = ids;
  await indexed();
  const searches = ['okapi', 'okapi ferret', '"an okapi"', 'number7', 'ok', left[3] ?? ''];
  const found = () =>
    Promise.all(searches.map(async (search) => (await store.query(tableQuery({ search }))).rows));
  const whole = await found();
  expect(whole.map(({ length }) => length)).toEqual([40, 20, 40, 1, 40, 1]);
  // A part of them once more in the tail, as it may be met at any moment.
  await database.run('UPDATE chatkeep.completion_search SET ended = (k % 2 = 0)');
  expect(await found()).toEqual(whole);
  await store.delete(deleted, 'any');
  await store.delete(erased, 'any');
  await store.erase(erased);
  expect(await tableIds(store, { search: 'okapi' })).toEqual(left.toReversed());
  expect((await store.trash({ limit: 9, search: 'okapi' })).total).toBe(1);
  await store.restore(deleted);
  expect(await tableIds(store, { search: 'number0' })).toEqual([deleted]);
  const texts = await database.rows('SELECT k FROM chatkeep.completion_search');
  expect(texts).toHaveLength(39);
});

it('indexes beside tags, deletions and erasures, and holds none of them up', async () => {
  const { store, database, bring, indexed } = await open();
  const ids = await bring(240);
  const erased = ids.filter((_, n) => n % 3 === 0);
  const change = async (id: string, n: number) => {
    if (n % 3 === 1) await store.updateMetadata(id, { pet: 'weasel' }, 'any');
    if (n % 3 !== 0) return;
    await store.delete(id, 'any');
    await store.erase(id);
  };
  const lanes = Array.from({ length: 4 }, async (_, lane) => {
    for (const [n, id] of ids.entries()) if (n % 4 === lane) await change(id, n);
  });
  await Promise.all(lanes);
  await indexed();
  const [row] = await database.rows(
    'SELECT count(*)::int AS texts, count(*) FILTER (WHERE NOT ended)::int AS late FROM chatkeep.completion_search',
  );
  expect(row).toEqual({ texts: ids.length - erased.length, late: 0 });
  expect((await store.query(tableQuery({ search: 'weasel okapi' }))).total.value).toBe(80);
});

it('takes in 20,000 texts, so that searches read no more than these', async () => {
  const { store, database } = await open();
  await store.close();
  const fill = (from: number, to: number) =>
    database.run(
      "INSERT INTO chatkeep.completion_search (k, ended, text) SELECT k, false, '' FROM generate_series($1::int, $2::int) k",
      [from, to],
    );
  await fill(1, 19_999);
  expect(await hasRoom(database)).toBe(true);
  await fill(20_000, 20_000);
  expect(await hasRoom(database)).toBe(false);
});
