import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recordFrom } from '../../../testing/sample-record';
import { keep, tableIds, tableQuery } from '../../../testing/store-suite/samples';
import { expectSearchStops, storeHardToFind } from '../../../testing/store-suite/stopped-search';
import { temporaryFolder } from '../../../testing/temporary-folder';
import type { Store } from '../../store';
import { backUp } from '../backup';
import { SqliteDatabase } from '../database';
import { restore } from '../restore';
import { openIndexedStore } from '../sqlite-store';
import { indexPath } from './index-file';
import type { Indexing } from './indexing';

const newFile = () => join(temporaryFolder(), 'chatkeep.db');
const said = (content: string) => ({ messages: JSON.stringify([{ role: 'user', content }]) });

type Opened = { store: Store; indexing: Indexing };

/** Without `gatherMs` nothing is indexed by itself. */
async function open(file: string, gatherMs = Infinity): Promise<Opened> {
  const opened = await openIndexedStore({ url: file, gatherMs });
  onTestFinished(() => opened.store.close());
  return opened;
}

/** Reads the file of the index, or changes it behind the server's back. */
function inIndex<T>(file: string, work: (index: SqliteDatabase) => T): T {
  const index = new SqliteDatabase(indexPath(file));
  try {
    return work(index);
  } finally {
    index.close();
  }
}

const textsIn = (file: string) =>
  inIndex(file, (index) => index.value('SELECT count(*) FROM completion_texts'));

describe('a search', () => {
  it('finds what is not indexed yet, and the same when it is', async () => {
    const file = newFile();
    const { store, indexing } = await open(file);
    const first = await keep(store, {
      draft: { ...said('a late wombat'), metadata: { n: 'one' } },
    });
    const second = await keep(store, { draft: said('an early wombat') });
    const searches = {
      wombat: [second, first],
      'late wombat': [first],
      one: [first],
      '"a late"': [first],
      la: [first],
    };
    const finds = async () => {
      for (const [search, ids] of Object.entries(searches))
        expect(await tableIds(store, { search }), search).toEqual(ids);
    };
    await indexing.caughtUp();
    expect(textsIn(file)).toBe(2);
    const third = await keep(store, { draft: said('the third wombat') });
    searches.wombat.unshift(third);
    expect(textsIn(file)).toBe(2);
    await finds();
    // The index still has it by its former name.
    await store.updateMetadata(first, { n: 'two' }, 'any');
    searches.one = [];
    await finds();
    expect(await tableIds(store, { search: 'two' })).toEqual([first]);
    await indexing.caughtUp();
    expect(textsIn(file)).toBe(3);
    await finds();
  });

  it('says how many it has not looked at, when they are too many', async () => {
    const file = newFile();
    const { store, indexing } = await open(file);
    const records = Array.from({ length: 30 }, (_, n) => recordFrom(said(`okapi number${n}`)));
    await store.insertRecords(records, 'skip');
    const few = { limit: 50, searchRows: 10 };
    const page = await store.query(tableQuery({ search: 'okapi' }, few));
    expect(page).toMatchObject({ unsearched: 20, total: { value: 10 } });
    expect(page.rows.map(({ id }) => id)).toEqual(
      records
        .slice(20)
        .map(({ id }) => id)
        .toReversed(),
    );
    const whole = await store.query(tableQuery({ search: 'okapi' }, { limit: 50 }));
    expect(whole).toMatchObject({ unsearched: 0, total: { value: 30 } });
    await indexing.caughtUp();
    expect(await store.query(tableQuery({ search: 'okapi' }, few))).toMatchObject({
      unsearched: 0,
      total: { value: 30 },
    });
  });

  it('finds words of two letters by the index, be they the last ones', async () => {
    const file = newFile();
    const { store, indexing } = await open(file);
    const ids = [
      await keep(store, { draft: said('Wir sahen 東京') }),
      await keep(store, { draft: { ...said('a b c'), metadata: { tag: 'x y zq' } } }),
    ];
    await indexing.caughtUp();
    // What no index finds has to be read: nothing is.
    const now = { searchMs: 0, countBudgetMs: 0 };
    for (const [search, id] of [
      ['東京', ids[0]],
      ['京', ids[0]],
      ['hen 東', ids[0]],
      ['zq', ids[1]],
      ['q', ids[1]],
      ['"b c"', ids[1]],
    ] as const)
      expect(await store.query(tableQuery({ search }, now)), search).toMatchObject({
        rows: [{ id }],
        total: { value: 1, relation: 'exact' },
        unsearched: 0,
      });
    expect((await store.query(tableQuery({ search: 'qz' }, now))).rows).toEqual([]);
  });

  it('stops where it has to read too much, and goes on from there', async () => {
    const { store, indexing } = await open(newFile());
    const ids = await storeHardToFind(store);
    await indexing.caughtUp();
    await expectSearchStops(store, ids);
  });

  it('lets what is brought in wait, once too many are not indexed', async () => {
    const opened = await openIndexedStore({ url: newFile(), gatherMs: 1, mostWaiting: 100 });
    onTestFinished(() => opened.store.close());
    const { store } = opened;
    for (let n = 0; n < 20; n++) {
      const records = Array.from({ length: 80 }, () => recordFrom(said(`okapi number${n}`)));
      await store.insertRecords(records, 'skip');
      // Those that waited, and these.
      expect((await store.searchLag()).waiting).toBeLessThanOrEqual(180);
    }
  });

  it('is indexed by itself, soon', async () => {
    const file = newFile();
    const { store } = await open(file, 10);
    for (let n = 0; n < 3; n += 1) await keep(store);
    await expect.poll(() => textsIn(file)).toBe(3);
    await expect.poll(() => store.searchLag()).toEqual({ waiting: 0, seconds: 0 });
  });

  it('tells how far the index is behind', async () => {
    const { store, indexing } = await open(newFile());
    await indexing.caughtUp();
    await keep(store);
    await keep(store);
    const { waiting, seconds } = await store.searchLag();
    expect(waiting).toBe(2);
    expect(seconds).toBeGreaterThan(0);
  });

  it('leaves a short log behind', async () => {
    const file = newFile();
    const { store, indexing } = await open(file);
    for (let n = 0; n < 3; n += 1) {
      const records = Array.from({ length: 200 }, () => recordFrom());
      await store.insertRecords(records, 'skip');
      await indexing.caughtUp();
    }
    const database = new SqliteDatabase(file);
    onTestFinished(() => database.close());
    expect(database.value('SELECT count(*) FROM search_log')).toBeLessThan(300);
    expect(database.value('SELECT max(n) FROM search_log')).toBe(601);
  });
});

describe('a file of an index', () => {
  it('is private, and not in a backup', async () => {
    const file = newFile();
    const { store, indexing } = await open(file);
    await keep(store, { draft: said('a wombat') });
    await indexing.caughtUp();
    for (const end of ['', '-wal', '-shm'])
      expect(statSync(`${file}.search${end}`).mode & 0o777).toBe(0o600);
    backUp(file, `${file}.backup`);
    expect(existsSync(`${file}.backup.search`)).toBe(false);
    const database = new SqliteDatabase(`${file}.backup`);
    onTestFinished(() => database.close());
    expect(
      database.all("SELECT 1 FROM sqlite_master WHERE name LIKE 'completion_search%'"),
    ).toEqual([]);
  });

  /** Two that are found, and one that was deleted. */
  async function filled(): Promise<{ file: string; ids: string[] }> {
    const file = newFile();
    const { store, indexing } = await openIndexedStore({ url: file, gatherMs: Infinity });
    const ids: string[] = [];
    for (const word of ['wombat', 'okapi', 'tapir'])
      ids.push(await keep(store, { draft: { ...said(`the ${word} sleeps`), metadata: { word } } }));
    await store.delete(ids[2] ?? '', 'any');
    await indexing.caughtUp();
    await store.close();
    return { file, ids };
  }

  /** Whatever is found, before and after the index was made anew. */
  async function works({ store, indexing }: Opened, file: string, ids: string[]): Promise<void> {
    const later = await keep(store, { draft: said('the later ibex sleeps') });
    const finds = async () => {
      for (const [search, found] of Object.entries({
        wombat: [ids[0]],
        '"okapi sleeps"': [ids[1]],
        tapir: [],
        sleeps: [later, ids[1], ids[0]],
        ibex: [later],
      }))
        expect(await tableIds(store, { search }), search).toEqual(found);
    };
    await finds();
    await indexing.caughtUp();
    expect(textsIn(file)).toBe(4);
    await finds();
    await store.restore(ids[2] ?? '');
    expect(await tableIds(store, { search: 'tapir' })).toEqual([ids[2]]);
  }

  const inFile = (sql: string) => (path: string) => {
    const index = new SqliteDatabase(path);
    index.script(sql);
    index.close();
  };

  const DAMAGES: Record<string, (path: string) => void> = {
    'is missing': (path) => rmSync(path),
    'is empty': (path) => truncateSync(path),
    'is cut short': (path) => truncateSync(path, 8_192),
    'is no database': (path) => writeFileSync(path, 'Dear diary, '.repeat(1_000)),
    'is another database': (path) => {
      rmSync(path);
      inFile('CREATE TABLE theirs (x)')(path);
    },
    'is of another version': inFile('PRAGMA user_version = 99'),
    'is of another database': inFile('UPDATE search_marks SET k = -5'),
    'has come further than the database': inFile(
      "UPDATE search_marks SET n = 99 WHERE name = 'seen'",
    ),
    'lacks a table': inFile('DROP TABLE completion_texts'),
    'lacks its index': inFile('DROP TABLE completion_search'),
    'lacks its marks': inFile('DELETE FROM search_marks'),
    'has lost its words': inFile('DELETE FROM completion_search_data'),
    'has damaged words': inFile("UPDATE completion_search_data SET block = x'00010203'"),
    'has damaged names': inFile("UPDATE completion_vals_data SET block = x'ffffffffffffffffffff'"),
    'has damaged pages': (path) => {
      const handle = openSync(path, 'r+');
      const pages = statSync(path).size / 4_096;
      for (let page = 1; page < pages; page += 1)
        writeSync(handle, Buffer.alloc(4_096, 0xa5), 0, 4_096, page * 4_096);
      closeSync(handle);
    },
  };

  it.each(Object.entries(DAMAGES))(
    'that %s is made anew when a server starts',
    async (_, damage) => {
      const { file, ids } = await filled();
      damage(indexPath(file));
      await works(await open(file), file, ids);
    },
  );

  it.each(
    Object.entries(DAMAGES).filter(([name]) =>
      /missing|empty|lacks a table|lost|names|pages/.test(name),
    ),
  )('that %s while a server runs is made anew', async (_, damage) => {
    const { file, ids } = await filled();
    const opened = await open(file);
    await opened.indexing.caughtUp();
    expect(await tableIds(opened.store, { search: 'wombat' })).toEqual([ids[0]]);
    damage(indexPath(file));
    await works(opened, file, ids);
  });

  it('of a database that a backup took the place of is made anew', async () => {
    const { file, ids } = await filled();
    backUp(file, `${file}.backup`);
    const { store, indexing } = await openIndexedStore({ url: file, gatherMs: Infinity });
    await store.delete(ids[0] ?? '', 'any');
    await store.erase(ids[0] ?? '');
    await store.updateMetadata(ids[1] ?? '', { word: 'changed' }, 'any');
    await indexing.caughtUp();
    await store.close();
    restore(`${file}.backup`, file);
    const opened = await open(file);
    expect(await tableIds(opened.store, { search: 'changed' })).toEqual([]);
    await works(opened, file, ids);
  });

  it('of a database that was copied back by hand is made anew', async () => {
    const { file, ids } = await filled();
    copyFileSync(file, `${file}.copy`);
    const { store } = await openIndexedStore({ url: file, gatherMs: Infinity });
    // Nothing of it is indexed but what was erased.
    await keep(store, { draft: said('the later okapi') });
    await store.delete(ids[0] ?? '', 'any');
    await store.erase(ids[0] ?? '');
    await store.close();
    copyFileSync(`${file}.copy`, file);
    await works(await open(file), file, ids);
  });

  it('is used as it is by the next server', async () => {
    const { file, ids } = await filled();
    inIndex(file, (index) => index.script('CREATE TABLE stays (x)'));
    const opened = await open(file);
    await works(opened, file, ids);
    expect(inIndex(file, (index) => index.all('SELECT * FROM stays'))).toEqual([]);
  });
});

describe('an erased completion', () => {
  /** Which of the database's files hold a text. */
  const filesWith = (file: string, text: string) =>
    ['', '-wal', '-shm', '.search', '.search-wal', '.search-shm'].filter(
      (end) => existsSync(file + end) && readFileSync(file + end).includes(text),
    );

  const canary = 'xylocarp-canary-7731';

  async function withCanary(isIndexed: boolean): Promise<Opened & { file: string; id: string }> {
    const file = newFile();
    const opened = await open(file);
    const { store, indexing } = opened;
    for (let i = 0; i < 30; i += 1) await keep(store, { draft: { metadata: { i: `${i}` } } });
    const draft = {
      ...said(`an ${canary} in a prompt`),
      inputPreview: canary,
      metadata: { canary },
    };
    const id = await keep(store, { draft, outcome: { outputPreview: canary } });
    for (let i = 0; i < 30; i += 1) await keep(store);
    if (isIndexed) await indexing.caughtUp();
    expect(await tableIds(store, { search: 'xylocarp' })).toEqual([id]);
    await store.delete(id, 'any');
    expect(filesWith(file, canary).includes('.search-wal')).toBe(isIndexed);
    return { ...opened, file, id };
  }

  it.each([true, false])(
    'leaves nothing in any file: not its text, preview, metadata or search terms (indexed: %s)',
    async (isIndexed) => {
      const { store, indexing, file, id } = await withCanary(isIndexed);
      await store.erase(id);
      expect(filesWith(file, canary)).toEqual([]);
      await indexing.caughtUp();
      expect(filesWith(file, canary)).toEqual([]);
      // The search index keeps terms of three letters, each after the letters it shares with the one before.
      expect(await tableIds(store, { search: 'xylocarp' })).toEqual([]);
      const terms = inIndex(file, (index) => {
        index.script(
          "CREATE VIRTUAL TABLE temp.terms USING fts5vocab ('main', 'completion_search', 'row')",
        );
        return index.all("SELECT term FROM temp.terms WHERE term IN ('xyl', 'ylo', 'arp')");
      });
      expect(terms).toEqual([]);
    },
  );

  it('leaves nothing where the index cannot be read', async () => {
    const { store, file, id } = await withCanary(true);
    inIndex(file, (index) => index.script("UPDATE completion_search_data SET block = x'00'"));
    await store.erase(id);
    expect(filesWith(file, canary)).toEqual([]);
    expect(await tableIds(store, { search: 'xylocarp' })).toEqual([]);
  });
});
