import {
  copyFileSync,
  existsSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keep, tableIds } from '../../testing/store-suite/samples';
import { openSqliteStore } from './sqlite-store';
import { SqliteDatabase } from './database';
import { migrate } from './migrate';
import { CREATE_SEARCH_LOG } from './search/log';
import { CREATE_TALLIES } from './tallies';
import { APPLICATION_ID, type Migration, migrations } from './schema';
import { noFilter } from '../no-filter';
import { StoreRefused, StoreUnavailable } from '../errors';
import { temporaryFolder } from '../../testing/temporary-folder';
import { withDatabase } from '../../testing/with-database';

import { dryRuns, withoutModels } from '../../testing/former-dry-runs';
import { CREATE_HOUR_CHANGES } from './hour-changes';

const one = ['CREATE TABLE a (x); INSERT INTO a VALUES (1)'];
const two = [...one, 'CREATE TABLE b (x); UPDATE a SET x = 2'];

const newFile = () => join(temporaryFolder(), 'test.db');

const migrated = (file: string, steps: readonly Migration[]) =>
  withDatabase(file, (database) => migrate(database, file, steps));

/** As the last release before the index had a file of its own left it, with an index of other texts. */
function withIndex(database: SqliteDatabase): void {
  database.script(`DROP TABLE search_log;
    CREATE TABLE completion_texts (k INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE completion_search
      USING fts5 (text, content = '', tokenize = 'trigram case_sensitive 1');
    CREATE VIRTUAL TABLE completion_names
      USING fts5 (ids, vals, tokenize = 'trigram case_sensitive 1');
    INSERT INTO completion_search (rowid, text) SELECT k, 'hippogriff' FROM completions;
    INSERT INTO completion_texts (k, text) SELECT k, 'hippogriff' FROM completions;
    PRAGMA user_version = ${migrations.indexOf(CREATE_SEARCH_LOG) - 1}`);
}

/** Before texts were folded, the index kept them itself. */
function asVersion(database: SqliteDatabase, version: number): void {
  database.script(`DROP TABLE search_log;
    DROP INDEX documents_name;
    ALTER TABLE documents DROP COLUMN name;
    CREATE VIRTUAL TABLE completion_search USING fts5 (text, tokenize = 'trigram case_sensitive 1');
    INSERT INTO completion_search (rowid, text) SELECT k, 'f' FROM completions;
    PRAGMA user_version = ${version}`);
}

describe('a migration', () => {
  it('builds the schema in an empty file, marks it ours, and needs no backup', () => {
    const file = newFile();
    migrated(file, migrations);
    withDatabase(file, (database) => {
      expect(database.value('PRAGMA application_id')).toBe(APPLICATION_ID);
      expect(database.value('PRAGMA user_version')).toBe(migrations.length);
      expect(database.value('SELECT count(*) FROM completions')).toBe(0);
    });
    expect(existsSync(`${file}.before-${migrations.length}`)).toBe(false);
  });

  it('does nothing to a file that is current', () => {
    const file = newFile();
    migrated(file, one);
    const before = readFileSync(file);
    migrated(file, one);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('copies a file with data before it changes it, readable by its owner alone', () => {
    const file = newFile();
    migrated(file, one);
    migrated(file, two);
    expect(withDatabase(file, (database) => database.value('SELECT x FROM a'))).toBe(2);
    const copy = `${file}.before-2`;
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    withDatabase(copy, (database) => {
      expect(database.value('SELECT x FROM a')).toBe(1);
      expect(database.value('PRAGMA user_version')).toBe(1);
      expect(database.value('PRAGMA application_id')).toBe(APPLICATION_ID);
    });
  });

  it('says what it does before it begins, and nothing where there is nothing to do', () => {
    const file = newFile();
    const copy = `${file}.before-2`;
    const said: [line: string, isCopied: boolean][] = [];
    const say = (line: string) => said.push([line, existsSync(copy)]);
    const upgrade = (steps: readonly Migration[]) =>
      withDatabase(file, (database) => migrate(database, file, steps, say));
    upgrade(one);
    expect(said).toEqual([]);
    upgrade(two);
    expect(said).toHaveLength(1);
    expect(said[0]?.[0]).toContain(`from schema version 1 to 2: its 1 MB are copied to ${copy}`);
    expect(said[0]?.[1]).toBe(false);
    upgrade(two);
    expect(said).toHaveLength(1);
  });

  it('leaves no half of a copy that could not be made', () => {
    const file = newFile();
    migrated(file, one);
    withDatabase(file, (database) => {
      const fill =
        "INSERT INTO a SELECT printf('%8000d', value) FROM (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 300) SELECT value FROM n)";
      database.script(fill);
    });
    const bytes = readFileSync(file);
    bytes.fill(0x5a, bytes.length / 2, bytes.length / 2 + 65_536);
    writeFileSync(file, bytes);
    expect(() => migrated(file, two)).toThrow(StoreUnavailable);
    expect(existsSync(`${file}.before-2`)).toBe(false);
  });

  it('that fails half-way leaves the file as it was', () => {
    const file = newFile();
    migrated(file, one);
    expect(() => migrated(file, [...two, 'CREATE TABLE c (x); CREATE TABLE a (x)'])).toThrow();
    withDatabase(file, (database) => {
      expect(database.value('PRAGMA user_version')).toBe(1);
      expect(database.value('SELECT x FROM a')).toBe(1);
      expect(database.value("SELECT count(*) FROM sqlite_master WHERE name IN ('b', 'c')")).toBe(0);
    });
  });

  it('killed before any of its statements has changed nothing, and succeeds at the next start', () => {
    const file = newFile();
    migrated(file, one);
    withDatabase(file, (database) => database.makeDurable());
    const steps = [...two, 'CREATE TABLE c (x)', 'UPDATE a SET x = 4', 'CREATE INDEX d ON a (x)'];
    const crashes: string[] = [];
    class Watched extends SqliteDatabase {
      override script(sql: string): void {
        const crash = join(temporaryFolder(), 'test.db');
        for (const end of ['', '-wal'])
          if (existsSync(file + end)) copyFileSync(file + end, crash + end);
        crashes.push(crash);
        super.script(sql);
      }
    }
    const database = new Watched(file);
    migrate(database, file, steps);
    database.close();
    // BEGIN and COMMIT of the first look, then BEGIN, the steps, two marks, COMMIT
    expect(crashes).toHaveLength(2 + 1 + (steps.length - 1) + 2 + 1);
    for (const crash of crashes) {
      withDatabase(crash, (database) => {
        expect(database.value('PRAGMA user_version')).toBe(1);
        expect(database.value('SELECT x FROM a')).toBe(1);
      });
      migrated(crash, steps);
      expect(withDatabase(crash, (database) => database.value('SELECT x FROM a'))).toBe(4);
    }
  });

  it('refuses a newer file, and leaves it untouched', () => {
    const file = newFile();
    migrated(file, two);
    const before = readFileSync(file);
    expect(() => migrated(file, one)).toThrow(/version 2.*newer release/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses the database of another application, and leaves it untouched', () => {
    const file = newFile();
    withDatabase(file, (database) => database.script('CREATE TABLE theirs (x)'));
    const before = readFileSync(file);
    expect(() => migrated(file, one)).toThrow(StoreRefused);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a file that is no database', async () => {
    const file = newFile();
    writeFileSync(file, 'Dear diary, '.repeat(1_000));
    await expect(openSqliteStore({ url: file })).rejects.toThrow(StoreRefused);
    await expect(openSqliteStore({ url: file })).rejects.toThrow('not a SQLite database');
  });

  it('keeps the copy of a server that was faster by a moment', () => {
    const file = newFile();
    migrated(file, one);
    class Late extends SqliteDatabase {
      override transaction<T>(work: () => T): T {
        migrated(file, two);
        return super.transaction(work);
      }
    }
    const database = new Late(file);
    migrate(database, file, two);
    database.close();
    const copied = withDatabase(`${file}.before-2`, (copy) => copy.value('SELECT x FROM a'));
    expect(copied).toBe(1);
  });

  it('makes what a former release stored findable', async () => {
    const file = newFile();
    migrated(file, migrations.slice(0, 1));
    withDatabase(file, (database) => {
      const row = [1, 'old', 1, 'complete', 'demo', 'm', 'm', '', '{}', '{}'];
      database.run(
        `INSERT INTO completions (k, id, created, state, provider, requested_model, model,
          input_preview, metadata, request, messages)
          VALUES (${row.map(() => '?').join(', ')}, '[{"content":"an old wombat"}]')`,
        row,
      );
    });
    const store = await openSqliteStore({ url: file });
    expect(await tableIds(store, { search: 'WOMBAT' })).toEqual(['old']);
    await store.close();
  });

  it('makes the end of long texts findable, of which a former release knew the beginning', async () => {
    const file = newFile();
    const first = await openSqliteStore({ url: file });
    const messages = JSON.stringify([{ content: `${'a b '.repeat(20_000)}quetzal` }]);
    await keep(first, { draft: { id: 'long', messages } });
    await first.close();
    withDatabase(file, (database) => {
      asVersion(database, 6);
    });
    const store = await openSqliteStore({ url: file });
    expect(await tableIds(store, { search: 'quetzal' })).toEqual(['long']);
    await store.close();
  });

  it('makes findable what former releases did not look into, in the trash too', async () => {
    const file = newFile();
    const first = await openSqliteStore({ url: file });
    const spoken = { message: { audio: { id: 'a', transcript: 'a spoken okapi' } } };
    const called = {
      message: { tool_calls: [{ function: { name: 'f', arguments: { q: 'ibex' } } }] },
    };
    const free = { message: { tool_calls: [{ custom: { name: 'f', input: 'a tapir' } }] } };
    for (const [id, choice] of Object.entries({ spoken, called, free, binned: spoken })) {
      await keep(first, {
        draft: { id },
        outcome: { body: JSON.stringify({ choices: [choice] }) },
      });
    }
    await first.delete('binned', 'any');
    await first.close();
    withDatabase(file, (database) => {
      asVersion(database, 7);
    });
    const store = await openSqliteStore({ url: file });
    await store.restore('binned');
    expect((await tableIds(store, { search: 'okapi' })).toSorted()).toEqual(['binned', 'spoken']);
    expect(await tableIds(store, { search: 'ibex' })).toEqual(['called']);
    expect(await tableIds(store, { search: 'tapir' })).toEqual(['free']);
    await store.close();
  });

  it('folds what former releases stored, in the trash too, and knows it by its id and metadata', async () => {
    const file = newFile();
    const first = await openSqliteStore({ url: file });
    const messages = JSON.stringify([{ content: 'Straße zum Café' }]);
    // More than are read at once.
    for (let i = 0; i < 120; i += 1) await keep(first);
    const draft = { messages, metadata: { customer: 'Zoë' } };
    const kept = await keep(first, { draft });
    const binned = await keep(first, { draft });
    await first.delete(binned, 'any');
    await first.close();
    withDatabase(file, (database) => asVersion(database, 11));
    const store = await openSqliteStore({ url: file });
    await store.restore(binned);
    for (const search of ['strasse CAFE', '"zum café"', 'zoe'])
      expect((await tableIds(store, { search })).toSorted()).toEqual([kept, binned].toSorted());
    expect(await tableIds(store, { search: kept })).toEqual([kept]);
    await store.close();
  });

  it.each([
    ['whole', ''],
    ['damaged', "UPDATE completion_search_data SET block = x'00010203'"],
    ['half there', 'PRAGMA secure_delete = ON; DROP TABLE completion_texts'],
  ])(
    'takes the search index out of the file, and leaves nothing of it there (%s)',
    async (_, damage) => {
      const file = newFile();
      const first = await openSqliteStore({ url: file });
      const id = await keep(first, { draft: { messages: '[{"content":"an okapi"}]' } });
      await first.close();
      withDatabase(file, withIndex);
      if (damage) withDatabase(file, (database) => database.script(damage));
      const store = await openSqliteStore({ url: file });
      expect(await tableIds(store, { search: 'okapi' })).toEqual([id]);
      expect(await tableIds(store, { search: 'hippogriff' })).toEqual([]);
      await store.close();
      expect(readFileSync(file).includes('hippogriff')).toBe(false);
      withDatabase(file, (database) => {
        const left =
          "SELECT name FROM sqlite_master WHERE name GLOB 'completion_*' AND type = 'table'";
        expect(database.all(left)).toEqual([{ name: 'completion_metadata' }]);
        expect(database.value('PRAGMA integrity_check')).toBe('ok');
      });
    },
  );

  it('gives views of one name a number', async () => {
    const file = newFile();
    const first = await openSqliteStore({ url: file });
    for (const id of ['a', 'b', 'c']) await first.putDocument('view', id, '{"name":"Mine"}', 0);
    await first.close();
    withDatabase(file, (database) => asVersion(database, 11));
    const store = await openSqliteStore({ url: file });
    const names = (await store.documents('view')).map(({ body }) => JSON.parse(body).name);
    expect(names).toEqual(['Mine', 'Mine 2', 'Mine 3']);
    await store.close();
  });

  it('takes the names of models out of what dry runs looked at', async () => {
    const file = newFile();
    const first = await openSqliteStore({ url: file });
    for (const [id, body] of Object.entries(dryRuns))
      await first.putDocument('retention', id, body, 0);
    await first.close();
    withDatabase(file, (database) =>
      database.script(`PRAGMA user_version = ${migrations.indexOf(CREATE_HOUR_CHANGES) + 1}`),
    );
    const store = await openSqliteStore({ url: file });
    expect((await store.documents('retention')).map(({ body }) => body)).toEqual(withoutModels);
    await store.close();
  });

  it('counts what a former release stored', async () => {
    const file = newFile();
    const first = await openSqliteStore({ url: file });
    for (const model of ['a', 'a', 'b']) await keep(first, { outcome: { model } });
    await first.close();
    withDatabase(file, (database) => {
      database.script('DROP TABLE search_log');
      for (const name of ['added', 'removed', 'changed', 'former'])
        database.script(`DROP TRIGGER tally_${name}`);
      database.script('DROP TABLE tallies');
      database.script(`PRAGMA user_version = ${migrations.indexOf(CREATE_TALLIES)}`);
    });
    const store = await openSqliteStore({ url: file });
    await keep(store, { outcome: { model: 'b' } });
    const { models } = await store.facets({ ...noFilter, states: ['complete'] }, Infinity);
    expect(models).toEqual([
      { value: 'a', count: 2 },
      { value: 'b', count: 2 },
    ]);
    await store.close();
  });

  it('is not taken for a foreign one while another process makes it', () => {
    const file = newFile();
    // In this mode the other can commit while this one reads.
    withDatabase(file, (database) => database.all('PRAGMA journal_mode = WAL'));
    class Overtaken extends SqliteDatabase {
      override value(sql: string) {
        const value = super.value(sql);
        if (sql === 'PRAGMA user_version') migrated(file, two);
        return value;
      }
    }
    const database = new Overtaken(file);
    expect(() => migrate(database, file, two)).not.toThrow();
    database.close();
  });

  it('is opened by exactly one of many servers that start at the same time', async () => {
    const file = newFile();
    const link = join(temporaryFolder(), 'link.db');
    symlinkSync(file, link);
    const starts = await Promise.allSettled(
      Array.from({ length: 4 }, (_, i) => openSqliteStore({ url: i % 2 ? link : file })),
    );
    const refused = starts.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).toHaveLength(3);
    for (const error of refused) {
      expect(error).toBeInstanceOf(StoreRefused);
      expect(String(error)).toContain('in use');
    }
    const [store] = starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    await store?.ready();
    await store?.close();
    // It has let go of the file.
    await (await openSqliteStore({ url: file })).close();
  });
});
