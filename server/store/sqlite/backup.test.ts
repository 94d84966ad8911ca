import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keep, tableIds, tableQuery, walk } from '../../testing/store-suite/samples';
import { openSqliteStore } from './sqlite-store';
import { backUp } from './backup';
import { SqliteDatabase } from './database';
import { StoreRefused } from '../errors';
import { smallDisk } from '../../testing/small-disk';
import { temporaryFolder } from '../../testing/temporary-folder';

it('copies a store that is being written to, whole, and the copy can be put in its place', async () => {
  const folder = temporaryFolder();
  const [file, copy, restored] = ['chatkeep.db', 'copy.db', 'restored.db'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const store = await openSqliteStore({ url: file });
  onTestFinished(() => store.close());
  const before: string[] = [];
  for (let i = 0; i < 50; i++) {
    const said = `[{"role":"user","content":"backup number ${i}"}]`;
    before.push(await keep(store, { draft: { messages: said, metadata: { n: `${i}` } } }));
  }
  const enough = new AbortController();
  const during: string[] = [];
  const writing = (async () => {
    while (!enough.signal.aborted) during.push(await keep(store));
  })();
  // A process of its own, as for an operator: this one goes on writing.
  const said = await runBackup(file, copy);
  enough.abort();
  await writing;

  expect(statSync(copy).mode & 0o777).toBe(0o600);
  copyFileSync(copy, restored);
  const second = await openSqliteStore({ url: restored });
  onTestFinished(() => second.close());
  const ids = await walk(second, { order: 'asc' });
  expect(ids.slice(0, 50)).toEqual(before);
  // A backup of one moment: no later row without all earlier ones.
  expect(ids.slice(50)).toEqual(during.slice(0, ids.length - 50));
  const { total } = await second.query(tableQuery({}));
  expect(said).toContain(`${total.value} completions`);
  expect(await tableIds(second, { search: 'backup', metadata: [['n', '7']] })).toEqual([before[7]]);
  await keep(second);
  const database = new SqliteDatabase(restored);
  expect(database.value('PRAGMA integrity_check')).toBe('ok');
  database.close();
});

it('replaces nothing, copies nothing foreign, and leaves nothing half done', async () => {
  const folder = temporaryFolder();
  const [file, target] = [join(folder, 'chatkeep.db'), join(folder, 'copy.db')];
  expect(() => backUp(file, target)).toThrow(StoreRefused);
  expect(existsSync(file)).toBe(false);
  await (await openSqliteStore({ url: file })).close();
  writeFileSync(target, 'mine');
  expect(() => backUp(file, target)).toThrow('exists already');
  const foreign = join(folder, 'foreign.db');
  const database = new SqliteDatabase(foreign);
  database.script('CREATE TABLE theirs (x)');
  database.close();
  expect(() => backUp(foreign, join(folder, 'other.db'))).toThrow('not a database of Chatkeep');
  expect(readdirSync(folder).filter((name) => /other|unfinished/.test(name))).toEqual([]);
});

async function runBackup(file: string, target: string): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'server/testing/children/command-child.ts', 'backup', target],
    {
      env: { ...process.env, DATABASE_URL: `file:${file}` },
      stdio: 'pipe',
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (said += text.toString()));
  }
  await once(child, 'close');
  return said;
}

const probe = smallDisk(1);
probe?.remove();

it.skipIf(probe === null)('names the place of the copy where that has no room', async () => {
  const disk = smallDisk(1);
  if (!disk) throw new Error('no disk');
  onTestFinished(() => disk.remove());
  const file = join(temporaryFolder(), 'chatkeep.db');
  await (await openSqliteStore({ url: file })).close();
  disk.fill();
  const target = join(disk.folder, 'copy.db');
  const message = `${disk.folder} has no room for the copy`;
  const cause = expect.objectContaining({ message }) as Error;
  expect(() => backUp(file, target)).toThrow(expect.objectContaining({ cause }) as Error);
  expect(existsSync(target)).toBe(false);
});
