import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keep, walk } from '../../testing/store-suite/samples';
import { openSqliteStore } from './sqlite-store';
import { backUp } from './backup';
import { SqliteDatabase } from './database';
import { restore } from './restore';
import { migrations } from './schema';
import { StoreRefused } from '../errors';
import { temporaryFolder } from '../../testing/temporary-folder';

const NOW = Date.UTC(2026, 10, 28, 19, 30, 5);

async function idsIn(file: string): Promise<string[]> {
  const store = await openSqliteStore({ url: file });
  const ids = await walk(store, { order: 'asc' });
  await store.close();
  return ids;
}

/** A store with one completion, its backup, and one more completion after that. */
async function backedUp() {
  const folder = temporaryFolder();
  const [file, backup] = [join(folder, 'chatkeep.db'), join(folder, 'monday.db')];
  const store = await openSqliteStore({ url: file });
  const first = await keep(store);
  backUp(file, backup);
  const second = await keep(store);
  return { folder, file, backup, store, first, second };
}

describe('a restore', () => {
  it('puts the backup in place, and keeps what was there under a dated name', async () => {
    const { folder, file, backup, store, first, second } = await backedUp();
    await store.close();
    const kept = `${file}.replaced-2026-11-28T19-30-05Z`;
    expect(restore(backup, file, NOW)).toEqual({ count: 1, kept });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await idsIn(file)).toEqual([first]);
    expect(await idsIn(kept)).toEqual([first, second]);
    // The same second once more takes nothing's place.
    expect(restore(backup, file, NOW).kept).toBe(`${kept}-2`);
    expect(readdirSync(folder).filter((name) => /restoring|unfinished/.test(name))).toEqual([]);
    expect(existsSync(backup)).toBe(true);
  });

  it('reads no left-over log of a killed server into the backup, and keeps it with its database', async () => {
    const { file, backup, store, first, second } = await backedUp();
    // As kill -9 leaves them: all that came after the backup is in the log.
    const left = `${file}.left`;
    for (const end of ['', '-wal', '-shm']) copyFileSync(file + end, left + end);
    expect(statSync(`${left}-wal`).size).toBeGreaterThan(0);
    await store.close();
    const { kept } = restore(backup, left, NOW);
    for (const end of ['-wal', '-shm', '-journal']) expect(existsSync(left + end)).toBe(false);
    expect(await idsIn(left)).toEqual([first]);
    expect(await idsIn(kept ?? '')).toEqual([first, second]);
    const database = new SqliteDatabase(left);
    expect(database.value('PRAGMA integrity_check')).toBe('ok');
    database.close();
  });

  it('is refused while a server has the database, which goes on', async () => {
    const { folder, file, backup, store, first, second } = await backedUp();
    const before = readdirSync(folder);
    expect(() => restore(backup, file, NOW)).toThrow(/in use/);
    expect(readdirSync(folder)).toEqual(before);
    const third = await keep(store);
    await store.close();
    expect(await idsIn(file)).toEqual([first, second, third]);
  });

  it('makes a database, and its folder, where there was none', async () => {
    const { folder, backup, store, first } = await backedUp();
    await store.close();
    const file = join(folder, 'new', 'deeper', 'chatkeep.db');
    expect(restore(backup, file, NOW)).toEqual({ count: 1, kept: null });
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700);
    expect(await idsIn(file)).toEqual([first]);
  });

  it('follows a link to the database', async () => {
    const { folder, file, backup, store, first } = await backedUp();
    await store.close();
    const link = join(folder, 'link.db');
    symlinkSync(file, link);
    restore(backup, link, NOW);
    expect(await idsIn(file)).toEqual([first]);
    expect(() => restore(link, file, NOW)).toThrow('the database itself');
  });

  it.each<[what: string, make: (path: string, backup: string) => void, why: string]>([
    ['no file', () => undefined, 'there is no file'],
    ['an empty file', (path) => writeFileSync(path, ''), 'is empty'],
    [
      'a text',
      (path) => writeFileSync(path, 'not a database at all '.repeat(1_000)),
      'not a SQLite database',
    ],
    [
      'a database of another application',
      (path) => {
        const database = new SqliteDatabase(path);
        database.script('CREATE TABLE theirs (x)');
        database.close();
      },
      'another application',
    ],
    [
      'a newer one',
      (path, backup) => {
        copyFileSync(backup, path);
        const database = new SqliteDatabase(path);
        database.script(`PRAGMA user_version = ${migrations.length + 1}`);
        database.close();
      },
      'start a newer release',
    ],
    [
      'half of one',
      (path, backup) => {
        const whole = readFileSync(backup);
        writeFileSync(path, whole.subarray(0, whole.length / 2));
      },
      'damaged',
    ],
    [
      'one that is damaged in the middle',
      (path, backup) => {
        const bytes = readFileSync(backup);
        bytes.fill(0x5a, 4_096, bytes.length - 4_096);
        writeFileSync(path, bytes);
      },
      'damaged',
    ],
  ])('of %s changes nothing', async (_what, make, why) => {
    const { folder, file, backup, store, first, second } = await backedUp();
    await store.close();
    const wrong = join(folder, 'wrong.db');
    make(wrong, backup);
    expect(() => restore(wrong, file, NOW)).toThrow(StoreRefused);
    expect(() => restore(wrong, file, NOW)).toThrow(why);
    const fresh = join(folder, 'fresh.db');
    expect(() => restore(wrong, fresh, NOW)).toThrow(StoreRefused);
    expect(existsSync(fresh)).toBe(false);
    expect(readdirSync(folder).filter((name) => /replaced|restoring/.test(name))).toEqual([]);
    expect(await idsIn(file)).toEqual([first, second]);
  });

  it('as a command says what it did, and what it did not', async () => {
    const { file, backup, store } = await backedUp();
    expect(await command(file, backup)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^Nothing was restored\. Another server .*in use/) as string,
    });
    await store.close();
    const done = await command(file, backup);
    expect(done.code).toBe(0);
    expect(done.said).toMatch(
      /^Restored 1 completion to \S+chatkeep\.db\nWhat was there is kept as /,
    );
    expect((await command(file)).said).toContain('Say which backup');
  });
});

function command(file: string, ...given: string[]) {
  return ended(
    spawn(
      process.execPath,
      ['--import', 'tsx', 'server/testing/children/command-child.ts', 'restore', ...given],
      {
        env: { ...process.env, DATABASE_URL: `file:${file}` },
        stdio: 'pipe',
      },
    ),
  );
}

async function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (said += text.toString()));
  await once(child, 'close');
  return { code: child.exitCode, said };
}
