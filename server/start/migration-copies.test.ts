import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copiesShown, copyNotes, keepCopiesSwept } from './migration-copies';
import { openSqliteStore } from '../store/sqlite/sqlite-store';
import { migrationCopies, removeOldCopies } from '../store/sqlite/copies';
import { SqliteDatabase } from '../store/sqlite/database';
import { keep } from '../testing/store-suite/samples';
import { temporaryFolder } from '../testing/temporary-folder';
import { startApp } from '../testing/start-app';

const DAY = 86_400_000;

function fail(error: unknown): never {
  throw error;
}

/** A database file with a copy of a former version, so many days old. */
function copied(days: number, name = 'chatkeep.db.before-3'): { file: string; copy: string } {
  const folder = temporaryFolder();
  const copy = join(folder, name);
  writeFileSync(copy, 'what was erased since');
  const at = (Date.now() - days * DAY) / 1_000;
  utimesSync(copy, at, at);
  return { file: join(folder, 'chatkeep.db'), copy };
}

const at = (file: string) => ({ database: { kind: 'sqlite', url: `file:${file}` } }) as const;

describe('the copy that a migration leaves', () => {
  it('is found after a real migration, and told with its last day', async () => {
    const file = join(temporaryFolder(), 'chatkeep.db');
    const first = await openSqliteStore({ url: file });
    await keep(first);
    await first.close();
    const database = new SqliteDatabase(file);
    const version = Number(database.value('PRAGMA user_version'));
    database.script(`PRAGMA user_version = ${version - 1}`);
    database.close();
    await (await openSqliteStore({ url: file })).close();

    const [copy] = copiesShown(at(file));
    expect(copy?.name).toBe(`chatkeep.db.before-${version}`);
    expect((copy?.removed_at ?? 0) * 1_000).toBeGreaterThan(Date.now() + 29 * DAY);
    expect(copyNotes(at(file))).toEqual([expect.stringContaining(`${file}.before-${version}`)]);
  });

  it.each([
    [29, true],
    [31, false],
  ])('that is %i days old is there after a sweep: %s', (days, isThere) => {
    const { file, copy } = copied(days);
    removeOldCopies(file, Date.now());
    expect(existsSync(copy)).toBe(isThere);
  });

  it.each([
    'chatkeep.db',
    'chatkeep.db.before-',
    'chatkeep.db.before-3.gz',
    'chatkeep.db.before-3-mine',
    'other.db.before-3',
    'chatkeep.db.lock',
  ])('is not taken for %s', (name) => {
    const { file, copy } = copied(400, name);
    removeOldCopies(file, Date.now());
    expect(existsSync(copy)).toBe(true);
  });

  it('is no folder of that name, and no folder need be there', () => {
    const { file } = copied(1);
    mkdirSync(`${file}.before-9`);
    expect(migrationCopies(file)).toHaveLength(1);
    expect(migrationCopies('/nowhere/at/all.db')).toEqual([]);
  });

  it('stays while the clock is in doubt', async () => {
    const { file, copy } = copied(31);
    for (const [jumped, isThere] of [
      [400, true],
      [null, false],
    ] as const) {
      const look = Promise.resolve({ seen: 0, jumped });
      const clock = { look: () => look, confirm: () => Promise.resolve() };
      keepCopiesSwept({ config: { ...at(file) } as never, clock }, fail)();
      await look;
      await Promise.resolve();
      expect(existsSync(copy)).toBe(isThere);
    }
  });

  it('is named by the server and by every erasure', async () => {
    const server = await startApp();
    const id = await keep(server.store);
    writeFileSync(join(server.folder, 'chatkeep.db.before-4'), '');
    const named = {
      copies: [{ name: 'chatkeep.db.before-4', removed_at: expect.any(Number) as number }],
    };
    expect((await server.app.inject('/api/server')).json()).toMatchObject(named);
    await server.app.inject({ method: 'DELETE', url: `/api/completions/${id}` });
    const erased = await server.app.inject({ method: 'DELETE', url: `/api/trash/${id}` });
    expect(erased.json()).toMatchObject({ erased: true, ...named });
    await server.close();
  });
});
