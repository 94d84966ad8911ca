import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Value } from '../columns';
import { SqliteDatabase, sqliteCode } from './database';
import { StoreUnavailable } from '../errors';
import { temporaryFolder } from '../../testing/temporary-folder';

function open(file = join(temporaryFolder(), 'test.db')): SqliteDatabase {
  const database = new SqliteDatabase(file);
  onTestFinished(() => database.close());
  return database;
}

describe('the SQLite connection', () => {
  it('is durable on every connection, also on a file that is already in WAL mode', () => {
    const file = join(temporaryFolder(), 'test.db');
    for (const database of [open(file), open(file)]) {
      database.makeDurable();
      expect(database.value('PRAGMA journal_mode')).toBe('wal');
      expect(database.value('PRAGMA synchronous')).toBe(2);
      expect(database.value('PRAGMA secure_delete')).toBe(1);
    }
  });

  it.each([true, undefined, Number.NaN, {}, 'a\0b', 'a\ud800'])(
    'refuses to bind %j, which the driver would die of or change',
    (value) => {
      const database = open();
      // The types forbid it; what comes from elsewhere may not care.
      expect(() => database.all('SELECT ?', [value as Value])).toThrow(TypeError);
      expect(() => database.run('SELECT ?', [value as Value])).toThrow(TypeError);
    },
  );

  it.each([0, -1.5, 2 ** 53 - 1, '', 'text', null])('returns the bound %j as it is', (value) => {
    expect(open().value('SELECT ?', [value])).toBe(value);
  });

  it('reports errors as an unavailable store with their code', () => {
    const failure = (() => {
      try {
        return open().all('SELECT * FROM nowhere');
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(sqliteCode(failure)).toBe('SQLITE_ERROR');
  });

  it('copies a long log into the file behind a transaction, or when its caller says so', () => {
    const file = join(temporaryFolder(), 'test.db');
    const database = open(file);
    database.script('CREATE TABLE t (a)');
    database.makeDurable();
    const add = () => void database.run('INSERT INTO t VALUES (zeroblob(17000000))');
    const megabytes = () => Math.floor(statSync(file).size / 1_000_000);
    database.transaction(add);
    expect(megabytes()).toBe(17);
    database.commit(add);
    expect(megabytes()).toBe(17);
    database.copyLog();
    expect(megabytes()).toBe(34);
  });

  it('undoes a transaction that throws', () => {
    const database = open();
    database.script('CREATE TABLE t (a)');
    expect(() =>
      database.transaction(() => {
        database.run('INSERT INTO t VALUES (1)');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(database.inTransaction).toBe(false);
    expect(database.value('SELECT count(*) FROM t')).toBe(0);
  });
});
