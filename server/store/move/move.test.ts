import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newJob } from '../../jobs/new-job';
import { recordFrom } from '../../testing/sample-record';
import { tableQuery } from '../../testing/store-suite/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { StoreRefused } from '../errors';
import { openStore } from '../open-store';
import { PostgresServer } from '../../testing/postgres-server';
import { SqliteDatabase } from '../sqlite/database';
import type { Store } from '../store';
import { MADE_ANEW, MOVED } from './moved-tables';
import { moveStore } from './move';
import { refuseHalfMoved } from './move-mark';

/** 100,000 in `npm run test:long -- move`. */
const ROWS = Number(process.env['CHATKEEP_MOVED'] ?? 10_000);
const LIMIT_MS = 120_000 + 12 * ROWS;
const postgres = new PostgresServer();
let folder: string;
let file: string;
let url: string;

beforeAll(async () => {
  await postgres.start();
  folder = mkdtempSync(join(tmpdir(), 'chatkeep-move-'));
  file = join(folder, 'chatkeep.db');
  url = await postgres.createDatabase();
  const store = await openStore(`file:${file}`);
  await fill(store);
  await store.close();
}, LIMIT_MS);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await postgres.remove();
});

const TEXTS = ['Grüße', '\u202eright to left', '日本語 🙂', 'a\tb\\u0000', "' OR 1=1--", '%_"', ''];

/** Everything that a store can hold. */
async function fill(store: Store): Promise<void> {
  for (let at = 0; at < ROWS; at += 1_000) {
    const records = Array.from({ length: 1_000 }, (_, n) => {
      const said = `${TEXTS[n % TEXTS.length]} number${at + n}`;
      return recordFrom({
        messages: JSON.stringify([{ role: 'user', content: said }]),
        inputPreview: said,
        metadata: { n: String((at + n) % 50), text: said },
        upstreamId: `up-${at + n}`,
        totalMs: 1 / 3 + n,
        cost: n % 3 === 0 ? null : 0.1 + n * 1e-7,
        ...(n % 9 === 1 && { body: `{"said":"${'so many words '.repeat(150)}${at + n}"}` }),
        ...(n === 7 && { body: `{"x":"${'long '.repeat(400_000)}"}` }),
      });
    });
    await store.insertRecords(records, 'skip');
  }
  const ids = (await store.query(tableQuery({}, { limit: 100 }))).rows.map(({ id }) => id);
  const who = { actor: 'anna', origin: '127.0.0.1', subject: null, count: 1 };
  for (const id of ids.slice(0, 20))
    await store.acting({ ...who, action: 'completion.delete' }).delete(id, 'any');
  await store.acting({ ...who, action: 'trash.erase' }).erase(ids[0] ?? '');
  await store.putDocument('view', 'view_1', '{"name":"Mine"}', 0, 'Mine');
  await store.putDocument('view', 'View_2', '{"name":"mine"}', 0, 'mine');
  await store.putDocument('token', 'ä', '{}', 0);
  const job = newJob({ kind: 'tag', target: { ids }, state: 'ready', actor: 'anna', origin: null });
  await store.createJob(job);
  await store.addJobIds(job.id, ids.slice(30), 'completions');
}

async function moved(progress: Parameters<typeof moveStore>[2] = {}) {
  const equal = new Map<string, number>();
  await moveStore(file, url, {
    ...progress,
    equal: (table, { rows }) => equal.set(table, rows),
  });
  return Object.fromEntries(equal);
}

describe(`moving ${ROWS.toLocaleString('en')} completions and all else to PostgreSQL`, () => {
  it(
    'is interrupted, and no server starts on the half of it',
    async () => {
      let pages = 0;
      const wrote = (table: string) => {
        pages += 1;
        if (table === 'completion_metadata' && pages > 20) throw new Error('pulled the plug');
      };
      await expect(moved({ wrote })).rejects.toThrow('pulled the plug');
      const store = await openStore(url);
      await expect(refuseHalfMoved(store)).rejects.toThrow('is not finished');
      await store.close();
    },
    LIMIT_MS,
  );

  it(
    'goes on where it stopped, and ends with both equal',
    async () => {
      let again = 0;
      const wrote = (table: string, rows: number) => (again += table === 'completions' ? rows : 0);
      expect(await moved({ wrote })).toMatchObject({
        completions: ROWS - 20,
        completion_metadata: 2 * (ROWS - 20),
        trash: 19,
        erased: 1,
        documents: 3,
        jobs: 1,
        job_items: 70,
        audit: 21,
      });
      expect(again).toBe(0);
    },
    LIMIT_MS,
  );

  it('leaves a store that works: found, counted, restored, and written to', async () => {
    const store = await openStore(url);
    await refuseHalfMoved(store);
    const { rows } = await store.query(tableQuery({ search: `number${ROWS - 877}` }));
    expect(rows).toHaveLength(1);
    const [trashed] = (await store.trash({ limit: 1 })).rows;
    expect(await store.restore(trashed?.id ?? '')).toBe(true);
    const before = await store.auditEntries({ limit: 1 });
    await store.audit({ actor: null, origin: null, action: 'x', subject: null, count: null });
    const [line] = await store.auditEntries({ limit: 1 });
    expect(line?.k).toBeGreaterThan(before[0]?.k ?? 0);
    const job = newJob({
      kind: 'tag',
      target: { ids: [] },
      state: 'ready',
      actor: null,
      origin: null,
    });
    await store.createJob(job);
    expect((await store.jobs({ limit: 1 }))[0]?.id).toBe(job.id);
    await store.close();
  });

  it('is not done onto other data', async () => {
    await expect(moved()).rejects.toThrow(/has data already \(rows: completions 99/);
    await expect(moved()).rejects.toThrow(StoreRefused);
  });

  it('is not done while a server has the file', async () => {
    const store = await openStore(`file:${file}`);
    await expect(moved()).rejects.toMatchObject({ kind: 'inUse' });
    await store.close();
  });
});

it('ends with a difference when somebody else has written there', async () => {
  const other = await postgres.createDatabase();
  const wrote = (table: string) => {
    if (table === 'documents') throw new Error('stop');
  };
  const small = join(temporaryFolder(), 'chatkeep.db');
  const store = await openStore(`file:${small}`);
  await store.putDocument('view', 'view_1', '{}', 0);
  await store.close();
  await expect(moveStore(small, other, { wrote })).rejects.toThrow('stop');
  const target = await openStore(other);
  await target.putDocument('view', 'view_1', '{"changed":1}', 1);
  await target.close();
  await expect(moveStore(small, other)).rejects.toThrow('documents differs: 1 rows here, 1 there');
});

it('knows every table: what is kept is moved, or made anew', () => {
  const database = new SqliteDatabase(file);
  const tables = database.all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table'",
  );
  const kept = tables.map(({ name }) => name).filter((name) => !MADE_ANEW.test(name));
  database.close();
  expect(kept.toSorted()).toEqual(MOVED.map(({ name }) => name).toSorted());
});
