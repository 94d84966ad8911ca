import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeStore } from '../../testing/store-suite/store-suite';
import {
  keep,
  sampleDraft,
  sampleOutcome,
  tableQuery,
  walk,
} from '../../testing/store-suite/samples';
import { indexPath } from './search/index-file';
import { openIndexedStore, openSqliteStore, sqliteFile } from './sqlite-store';
import { SqliteDatabase } from './database';
import { StoreFault, StoreUnavailable } from '../errors';
import { type Store } from '../store';
import { recordFrom } from '../../testing/sample-record';
import { temporaryFolder } from '../../testing/temporary-folder';

describeStore('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chatkeep-'));
  const store = await openSqliteStore({ url: `file:${join(folder, 'chatkeep.db')}` });
  return {
    store,
    dispose: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

async function open(file: string): Promise<Store> {
  const store = await openSqliteStore({ url: file });
  onTestFinished(() => store.close());
  return store;
}

async function openIndexed(file: string): ReturnType<typeof openIndexedStore> {
  const opened = await openIndexedStore({ url: file });
  onTestFinished(() => opened.store.close());
  return opened;
}

const newFile = () => join(temporaryFolder(), 'chatkeep.db');

describe('a SQLite file', () => {
  it('is found by URL and by path', () => {
    expect(sqliteFile('file:data/chatkeep.db')).toBe(resolve('data/chatkeep.db'));
    expect(sqliteFile('data/my chats.db')).toBe(resolve('data/my chats.db'));
    expect(sqliteFile(pathToFileURL('/var/lib/my chats.db').href)).toBe('/var/lib/my chats.db');
  });

  it('is private, with its log, and its folder too', async () => {
    const folder = join(temporaryFolder(), 'deep', 'data');
    const store = await open(join(folder, 'chatkeep.db'));
    await keep(store);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ['chatkeep.db', 'chatkeep.db-wal', 'chatkeep.db-shm']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('that cannot be created makes the store unavailable', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(open(join(folder, 'file', 'chatkeep.db'))).rejects.toThrow(StoreUnavailable);
  });

  it('keeps no trace of an erased completion', async () => {
    const file = newFile();
    const store = await open(file);
    const secret = 'canary-7351';
    const draft = {
      messages: `["${secret}"]`,
      request: `{"a":"${secret}"}`,
      inputPreview: secret,
      metadata: { [secret]: secret },
    };
    const id = await keep(store, { draft, outcome: { body: `{"b":"${secret.repeat(9_999)}"}` } });
    await store.delete(id, 'any');
    await store.erase(id);
    await store.close();
    const bytes = readFileSync(file);
    expect(bytes.length).toBeGreaterThan(100_000);
    expect(bytes.includes(secret)).toBe(false);
  });

  it.each<[how: string, erase: (store: Store, id: string) => Promise<unknown>]>([
    ['in the trash', (store, id) => store.delete(id, 'any').then(() => store.erase(id))],
    [
      'by what an import puts in its place',
      (store, id) => store.insertRecords([recordFrom({ id })], 'replace'),
    ],
    [
      'when it has been in the trash for long',
      (store, id) => store.delete(id, 'any').then(() => store.eraseDeletedBefore(2 ** 40, 9)),
    ],
  ])('keeps no tag that a completion ever had once it is erased %s', async (_, erase) => {
    const file = newFile();
    const { store, indexing } = await openIndexed(file);
    const id = await keep(store, { draft: { metadata: { who: 'canary-first' } } });
    for (const who of ['canary-second', 'canary-third']) {
      await indexing.caughtUp();
      await store.updateMetadata(id, { who }, 'any');
    }
    await indexing.caughtUp();
    const all = readdirSync(dirname(file)).map((name) => join(dirname(file), name));
    expect(all.filter((path) => readFileSync(path).includes('canary-'))).not.toEqual([]);
    await erase(store, id);
    expect(all.filter((path) => readFileSync(path).includes('canary-'))).toEqual([]);
  });
});

describe('after a restart', () => {
  it('what a dead server left running is incomplete, and all else is as it was', async () => {
    const file = newFile();
    const first = await open(file);
    const complete = await keep(first);
    const running = sampleDraft();
    await first.begin(running);
    await first.close();

    const second = await open(file);
    expect(await second.recover()).toBe(1);
    expect(await second.recover()).toBe(0);
    expect(await second.retrieve(running.id, 'any')).toMatchObject({
      state: 'incomplete',
      reason: 'server_restart',
    });
    expect(await walk(second, { order: 'asc' })).toEqual([complete]);
  });

  it('a completion that was taken for dead can still end', async () => {
    const store = await open(newFile());
    const draft = sampleDraft();
    await store.begin(draft);
    await store.recover();
    expect(await store.finish(draft.id, sampleOutcome())).toBe(true);
    expect(await store.retrieve(draft.id, 'complete')).toMatchObject({ reason: null });
  });
});

it('counts those that are called by a word, and no others, when very many are', async () => {
  const file = newFile();
  const { store, indexing } = await openIndexed(file);
  await keep(store);
  const id = await keep(store, { draft: { metadata: { env: 'prod' } } });
  await indexing.caughtUp();
  const database = new SqliteDatabase(file);
  onTestFinished(() => database.close());
  const columns =
    'created, state, provider, requested_model, model, input_preview, metadata, request';
  database.run(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
      INSERT INTO completions (k, id, ${columns}, messages)
        SELECT i, id || '-' || i, ${columns}, messages FROM n, completions WHERE id = ?`,
    [id],
  );
  const index = new SqliteDatabase(indexPath(file));
  onTestFinished(() => index.close());
  index.script(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
    INSERT INTO completion_texts (n, k, ids, vals, text) SELECT i, i, 'x', 'prod', '' FROM n;
    INSERT INTO completion_vals (rowid, vals) SELECT n, vals FROM completion_texts WHERE k <= 6000`);
  const query = tableQuery({ search: 'prod' }, { limit: 1, countBudgetMs: Infinity });
  expect((await store.query(query)).total).toEqual({ value: 6_001, relation: 'exact' });
});

function lock(file: string): SqliteDatabase {
  const other = new SqliteDatabase(file);
  other.script('BEGIN IMMEDIATE');
  onTestFinished(() => other.close());
  return other;
}

it.each<[what: string, make: (path: string) => void]>([
  ['a folder', (path) => mkdirSync(path)],
  ['no file', (path) => symlinkSync('/dev/null', path)],
])('what is %s is refused, and nothing is left beside it', async (what, make) => {
  const path = newFile();
  make(path);
  await expect(open(path)).rejects.toThrow(`${path} is ${what}`);
  expect(readdirSync(dirname(path)).filter((name) => join(dirname(path), name) !== path)).toEqual(
    [],
  );
});

describe('what somebody typed is in no file any more', () => {
  const put = (store: Store, kind: string, body: object, version = 1, name?: string) =>
    store.putDocument(kind, 'a', JSON.stringify(body), version, name);
  const NAME = 'canary-4471';
  const RULE = { name: NAME, olderThanDays: 30, where: { metadata: [['project', 'canary-4472']] } };

  it.each<[what: string, kind: string, body: object, act: (store: Store) => Promise<unknown>]>([
    ['a removed view', 'view', { name: NAME }, (store) => store.removeDocument('view', 'a')],
    ['all removed views', 'view', { name: NAME }, (store) => store.removeDocuments('view')],
    [
      'the old name of a view',
      'view',
      { name: NAME },
      (store) => put(store, 'view', { name: 'Other' }, 1, 'other'),
    ],
    ['a removed rule', 'retention', RULE, (store) => store.removeDocument('retention', 'a')],
    [
      'the old name and value of a rule',
      'retention',
      RULE,
      (store) => put(store, 'retention', { ...RULE, name: 'Old', where: { metadata: [] } }),
    ],
    [
      'the old name of a rule that has no other change',
      'retention',
      { name: NAME, olderThanDays: 30 },
      (store) => put(store, 'retention', { name: 'Renamed "so"', olderThanDays: 30 }),
    ],
  ])('%s', async (_, kind, body, act) => {
    const file = newFile();
    const store = await open(file);
    await put(store, kind, body, 0, kind === 'view' ? NAME : undefined);
    await store.putDocument(kind, 'b', '{"name":"Mine"}', 0, 'mine');
    expect(filesWith(file, 'canary-44')).not.toEqual([]);
    await act(store);
    expect(filesWith(file, 'canary-44')).toEqual([]);
  });
});

/** Which of the database's files hold a text. */
function filesWith(file: string, text: string): string[] {
  return ['', '-wal', '-shm']
    .map((suffix) => file + suffix)
    .filter((path) => existsSync(path) && readFileSync(path).includes(text));
}

describe('a write lock held by another process', () => {
  it('is waited for, while reads go on', async () => {
    const file = newFile();
    const store = await open(file);
    const other = lock(file);
    const writing = keep(store);
    expect(await walk(store, { order: 'asc' })).toEqual([]);
    await sleep(1_000);
    other.script('COMMIT');
    const id = await writing;
    expect(await walk(store, { order: 'asc' })).toEqual([id]);
  });

  it('makes the store unavailable when it stays, until it goes', async () => {
    const file = newFile();
    const store = await open(file);
    const other = lock(file);
    await expect(store.begin(sampleDraft())).rejects.toThrow(StoreUnavailable);
    other.script('COMMIT');
    await expect(store.ready()).resolves.toBeUndefined();
  });
});

describe('a damaged file', () => {
  it('makes the store unavailable and ends nothing', async () => {
    const file = newFile();
    const first = await open(file);
    for (let i = 0; i < 50; i++) await keep(first, { draft: { metadata: { i: `${i}` } } });
    await first.close();
    // All tables and indexes, but not the schema, which says what the file is.
    const database = new SqliteDatabase(file);
    const roots = database.all<{ rootpage: number }>(
      'SELECT rootpage FROM sqlite_master WHERE rootpage > 1',
    );
    const bytes = Number(database.value('PRAGMA page_size'));
    database.close();
    for (const { rootpage } of roots)
      writeFileAt(file, (rootpage - 1) * bytes, Buffer.alloc(bytes, 0xa5));
    const second = await open(file);
    await expect(second.list({ limit: 9, order: 'asc', metadata: [] })).rejects.toThrow(
      StoreUnavailable,
    );
    await expect(second.begin(sampleDraft())).rejects.toThrow(StoreUnavailable);
    await expect(second.retrieve('x', 'any')).rejects.toThrow(StoreUnavailable);
  });
});

function writeFileAt(file: string, position: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, bytes.length, position);
  closeSync(handle);
}

it('refuses to change or shorten the audit log', async () => {
  const file = newFile();
  const store = await open(file);
  await store.audit({ actor: null, origin: null, action: 'a', subject: null, count: 1 });
  const database = new SqliteDatabase(file);
  onTestFinished(() => database.close());
  expect(() => database.run('UPDATE audit SET count = 2')).toThrow(StoreFault);
  expect(() => database.run('DELETE FROM audit')).toThrow(StoreFault);
  expect(await store.auditEntries({ limit: 9 })).toMatchObject([{ action: 'a', count: 1 }]);
});

it.each([
  ['moved away', (file: string) => renameSync(file, `${file}.away`)],
  ['removed', (file: string) => rmSync(file)],
  ['replaced by a copy', replaceByCopy],
  [
    'moved with its log',
    (file: string) =>
      ['', '-wal'].forEach((end) => renameSync(`${file}${end}`, `${file}.away${end}`)),
  ],
  ['robbed of its log', (file: string) => rmSync(`${file}-wal`)],
])('keeps nothing in a file that was %s while it is open', async (_, change) => {
  const file = newFile();
  const store = await open(file);
  await keep(store);
  await store.ready();
  change(file);
  await expect(store.ready()).rejects.toThrow(StoreUnavailable);
  await expect(store.begin(sampleDraft())).rejects.toThrow(StoreUnavailable);
  await expect(store.ready()).rejects.toThrow('moved or replaced');
});

/** Over what lies there, which stays as long. */
function writeOver(path: string, length: number): void {
  writeFileAt(path, 0, Buffer.alloc(length));
}

it.each<[what: string, end: string, change: (path: string, size: number) => void]>([
  ['cut to nothing', '', (path) => truncateSync(path)],
  ['cut in half', '', (path, size) => truncateSync(path, Math.floor(size / 8_192) * 4_096)],
  ['cut to nothing', '-wal', (path) => truncateSync(path)],
  ['cut in half', '-wal', (path, size) => truncateSync(path, Math.floor(size / 2))],
  ['written over', '-wal', writeOver],
  ['written over at its beginning', '-wal', (path) => writeOver(path, 32)],
])(
  'says of nothing that it is kept once its file is %s while it is open (%s)',
  async (_, end, change) => {
    const file = newFile();
    const first = await open(file);
    for (let i = 0; i < 20; i += 1) await keep(first);
    await first.close();
    const store = await open(file);
    await keep(store);
    change(`${file}${end}`, statSync(`${file}${end}`).size);
    await expect(store.begin(sampleDraft())).rejects.toThrow('cut or written over');
    await expect(store.ready()).rejects.toThrow('cut or written over');
  },
);

it.each([
  ['empties its log', 'PRAGMA wal_checkpoint(TRUNCATE)'],
  ['begins its log anew', 'PRAGMA wal_checkpoint(RESTART)'],
  ['makes it smaller', 'VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'],
])('goes on in a file when somebody else %s', async (_, sql) => {
  const file = newFile();
  const store = await open(file);
  const ids: string[] = [];
  for (let i = 0; i < 50; i += 1)
    ids.push(await keep(store, { draft: { messages: `["${'x'.repeat(50_000)}"]` } }));
  for (const id of ids) await store.delete(id, 'any').then(() => store.erase(id));
  const other = new SqliteDatabase(file);
  onTestFinished(() => other.close());
  for (let i = 0; i < 3; i += 1) {
    other.script(sql);
    await keep(store);
    await store.ready();
  }
});

it('goes on in a file that was moved back', async () => {
  const file = newFile();
  const store = await open(file);
  renameSync(file, `${file}.away`);
  await expect(store.ready()).rejects.toThrow(StoreUnavailable);
  renameSync(`${file}.away`, file);
  await keep(store);
});

function replaceByCopy(file: string): void {
  copyFileSync(file, `${file}.copy`);
  renameSync(`${file}.copy`, file);
}
