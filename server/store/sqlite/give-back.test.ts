import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { recordFrom } from '../../testing/sample-record';
import { keep } from '../../testing/store-suite/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import type { Store } from '../store';
import { backUp } from './backup';
import { SqliteDatabase } from './database';
import { GivingBack } from './give-back';
import { restore } from './restore';
import { openIndexedStore } from './sqlite-store';

const newFile = () => join(temporaryFolder(), 'chatkeep.db');
const open = async (file: string) => (await openIndexedStore({ url: file, giveBackMs: 0 })).store;

/** Some 20 MB, of which ten completions stay. */
async function fillAndErase(store: Store): Promise<string[]> {
  const content = 'lorem ipsum '.repeat(8_000);
  const messages = JSON.stringify([{ role: 'user', content }]);
  const records = Array.from({ length: 200 }, () => recordFrom({ messages }));
  await store.insertRecords(records, 'skip');
  const kept = await Promise.all(Array.from({ length: 10 }, () => keep(store)));
  await Promise.all(records.map(({ id }) => store.delete(id, 'any')));
  expect(await store.eraseDeletedBefore(Number.MAX_SAFE_INTEGER, 500)).toBe(200);
  return kept;
}

function pagesOf(file: string) {
  const database = new SqliteDatabase(file);
  const [all, free, vacuum, bytes] = [
    'page_count',
    'freelist_count',
    'auto_vacuum',
    'page_size',
  ].map((name) => Number(database.value(`PRAGMA ${name}`)));
  database.close();
  return { all: all ?? 0, free: free ?? 0, vacuum, bytes };
}

it(
  'a file shrinks by itself after much was erased, and keeps the rest',
  { timeout: 120_000 },
  async () => {
    const file = newFile();
    const store = await open(file);
    const kept = await fillAndErase(store);
    await expect.poll(() => pagesOf(file).free, { timeout: 60_000 }).toBeLessThanOrEqual(512);
    for (const id of kept) expect(await store.retrieve(id, 'any')).not.toBeNull();
    await store.close();
    // Where nothing was given back it has 20 MB and more.
    expect(statSync(file).size).toBeLessThan(8_000_000);
    const database = new SqliteDatabase(file);
    expect(database.value('PRAGMA integrity_check')).toBe('ok');
    database.close();
  },
);

it(
  'a file of a former release stays as large, and its pages small, until a backup of it takes its place',
  { timeout: 120_000 },
  async () => {
    const file = newFile();
    await (await open(file)).close();
    const former = new SqliteDatabase(file);
    for (const sql of ['journal_mode = DELETE', 'auto_vacuum = NONE', 'page_size = 4096'])
      former.value(`PRAGMA ${sql}`);
    former.script('VACUUM');
    former.close();
    const store = await open(file);
    await fillAndErase(store);
    await store.ready();
    expect(pagesOf(file)).toMatchObject({ vacuum: 0, bytes: 4_096 });
    expect(pagesOf(file).free).toBeGreaterThan(4_000);
    await store.close();
    const copy = `${file}.backup`;
    backUp(file, copy);
    restore(copy, file);
    expect(pagesOf(file)).toMatchObject({ vacuum: 2, free: 0, bytes: 8_192 });
    expect(statSync(file).size).toBeLessThan(1_000_000);
  },
);

it('what is removed while the last pages are given back gives its own back, too', async () => {
  let steps = 0;
  const giving = new GivingBack(async () => {
    if (steps++ === 0) giving.wrote('delete');
    return 0;
  }, 0);
  onTestFinished(() => giving.close());
  giving.wrote('eraseDeletedBefore');
  await expect.poll(() => steps).toBe(2);
});
