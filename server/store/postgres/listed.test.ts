import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordFrom } from '../../testing/sample-record';
import { tableQuery } from '../../testing/store-suite/samples';
import { noFilter } from '../no-filter';
import { openStore } from '../open-store';
import type { Store } from '../store';
import { chooseDriver } from '../table/driver';
import { PostgresDatabase } from './database';
import { PostgresServer } from '../../testing/postgres-server';
import { tableOn } from './table';

/** More than are listed. */
const MANY = 3_200;
/** Of so many rows one says `okapi`, and the next one is called so. */
const ONE_OF = 400;

const server = new PostgresServer();
const opened: { store?: Store; database?: PostgresDatabase } = {};

beforeAll(async () => {
  await server.start();
  const url = await server.createDatabase();
  const store = (opened.store = await openStore(url));
  const database = (opened.database = new PostgresDatabase(url));
  for (let at = 0; at < MANY; at += ONE_OF)
    await store.insertRecords(
      Array.from({ length: ONE_OF }, (_, n) => animal(n)),
      'skip',
    );
  // As autovacuum does it by and by.
  await database.run('ANALYZE chatkeep.completions');
}, 60_000);
afterAll(async () => {
  await opened.store?.close();
  await opened.database?.close();
  await server.remove();
});

function animal(n: number) {
  return recordFrom({
    messages: JSON.stringify([
      { role: 'user', content: n === 1 ? 'a grey okapi' : `a brown fox ${n % 2}0${n % 2}` },
    ]),
    metadata: { pet: n === 2 ? 'an okapi' : 'none' },
  });
}

it.each([
  ['what few say or are called by is listed', 'okapi', { kind: 'search', found: 16 }],
  ['what few say beside words of many is, too', 'grey okapi', { kind: 'search', found: 8 }],
  ['what nearly all say is met by walking', 'fox', { kind: 'table' }],
  ['as is what nearly all are called by', 'none', { kind: 'table' }],
  ['and what no index finds', 'ok', { kind: 'table' }],
  ['what many, but not too many say is listed', '101', { kind: 'search', found: 1_592 }],
])('%s: %s', async (_, search, expected) => {
  const { store, database } = opened;
  if (!store || !database) throw new Error('not open');
  const driver = await chooseDriver(tableOn(database), { ...noFilter, search });
  const found = driver.kind === 'search' ? driver.found?.length : undefined;
  expect({ kind: driver.kind, ...(found !== undefined && { found }) }).toEqual(expected);

  const all = await store.query(tableQuery({ search }));
  const newest = await store.query(tableQuery({ search }, { limit: 50 }));
  expect(newest.rows).toEqual(all.rows.slice(0, 50));
  expect(newest.total).toEqual(all.total);
  const oldest = await store.query(tableQuery({ search }, { limit: 50, order: 'asc' }));
  expect(oldest.total).toEqual(all.total);
  expect(all.total).toEqual({
    value: { okapi: 16, 'grey okapi': 8, fox: 3_192, none: 3_192, ok: 16, '101': 1_592 }[search],
    relation: 'exact',
  });
});
