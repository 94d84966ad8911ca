import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EXIT_CODES, startCause } from './start-cause';
import { startError } from './start-error';
import { keep } from '../testing/store-suite/samples';
import { openStore } from '../store/open-store';
import { PostgresServer } from '../testing/postgres-server';
import { SqliteDatabase } from '../store/sqlite/database';
import { temporaryFolder } from '../testing/temporary-folder';
import { smallDisk } from '../testing/small-disk';

/** Root may read what nobody may, unless it gives that up. */
const WITHOUT_RIGHTS = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all'] : [];
const canDropRights =
  process.platform !== 'win32' &&
  spawnSync('env', [...WITHOUT_RIGHTS, 'true'], { stdio: 'ignore' }).status === 0;

const postgres = new PostgresServer();
let url = '';

async function ask(sql: string): Promise<Record<string, string>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, string>>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await postgres.start();
  url = await postgres.createDatabase();
  await ask("CREATE ROLE secretive LOGIN PASSWORD 'right'");
  await ask('CREATE ROLE guarded LOGIN');
  await ask('CREATE ROLE poor LOGIN');
  const [place] = await ask('SHOW hba_file');
  await ask(`COPY (VALUES
    ('host all secretive 127.0.0.1/32 scram-sha-256'),
    ('hostnossl all guarded 127.0.0.1/32 reject'),
    ('host all all 127.0.0.1/32 trust')) TO '${place?.['hba_file']}'`);
  await ask('SELECT pg_reload_conf()');
});
afterAll(() => postgres.remove());

type Refusal = { cause: string; text: string };

async function refusal(at: string): Promise<Refusal> {
  try {
    await (await openStore(at)).close();
    return { cause: 'started', text: '' };
  } catch (error) {
    return { cause: startCause(error), text: startError(error) };
  }
}

const as = (role: string, more = '') => url.replace('postgres@', `${role}@`) + more;

describe('why PostgreSQL cannot be used', () => {
  it.each<[string, () => string, RegExp]>([
    ['noServer', () => 'postgres://x@127.0.0.1:1/x', /connection refused/],
    ['noServer', () => 'postgres://x@no-such-host.invalid/x', /not known/],
    ['wrongPassword', () => as('secretive:wrong'), /password.*Check the user/s],
    ['noDatabase', () => `${url}_nowhere`, /does not exist.*createdb/s],
    ['tls', () => as('postgres', '?sslmode=require'), /SSL.*sslmode/s],
    ['tls', () => as('guarded'), /no encryption.*sslmode/s],
  ])('%s', async (cause, at, words) => {
    const said = await refusal(at());
    expect(said).toEqual({ cause, text: expect.stringMatching(words) as string });
    expect(said.text).not.toMatch(/wrong@|:wrong|cannot do this now/);
  });

  it('the right password starts', async () => {
    await ask('GRANT CREATE ON DATABASE ' + new URL(url).pathname.slice(1) + ' TO secretive');
    expect(await refusal(as('secretive:right'))).toMatchObject({ cause: 'started' });
    await ask('DROP SCHEMA chatkeep CASCADE');
  });

  it('noPrivilege, with the commands that mend it: a role needs no more than its schema', async () => {
    const said = await refusal(as('poor'));
    expect(said.cause).toBe('noPrivilege');
    const commands = said.text.match(/CREATE (EXTENSION|SCHEMA) [^;]+;/g) ?? [];
    expect(commands).toHaveLength(2);
    for (const command of commands) await ask(command);
    expect(await refusal(as('poor'))).toMatchObject({ cause: 'started' });
    const store = await openStore(as('poor'));
    onTestFinished(() => store.close());
    await keep(store);
    const [index] = await ask(
      "SELECT indexdef FROM pg_indexes WHERE indexname = 'completion_search_trigrams'",
    );
    expect(index?.['indexdef']).toContain('trigrams');
  });

  it('newer', async () => {
    await ask('INSERT INTO chatkeep.migrations (version) VALUES (9999)');
    expect(await refusal(url)).toMatchObject({ cause: 'newer' });
    await ask('DELETE FROM chatkeep.migrations WHERE version = 9999');
  });
});

async function sqliteFile(): Promise<string> {
  const file = join(temporaryFolder(), 'chatkeep.db');
  const store = await openStore(file);
  for (let i = 0; i < 40; i += 1) await keep(store, { outcome: { outputPreview: `n${i}` } });
  await store.close();
  return file;
}

describe('why a SQLite file cannot be used', () => {
  it('newer', async () => {
    const file = await sqliteFile();
    const database = new SqliteDatabase(file);
    database.script('PRAGMA user_version = 999');
    database.close();
    expect(await refusal(file)).toMatchObject({ cause: 'newer' });
  });

  it('in use', async () => {
    const file = await sqliteFile();
    const store = await openStore(file);
    onTestFinished(() => store.close());
    expect(await refusal(file)).toMatchObject({ cause: 'inUse' });
  });

  it.each<[string, (file: string) => void]>([
    ['no database at all', (file) => writeFileSync(file, 'x'.repeat(8_192))],
    ['its first page', (file) => overwrite(file, 100, 2_000)],
    ['cut in the middle', (file) => writeFileSync(file, readFileSync(file).subarray(0, 9_000))],
  ])('damaged: %s', async (_what, damage) => {
    const file = await sqliteFile();
    damage(file);
    const said = await refusal(file);
    expect(said.cause).toBe('damaged');
    expect(said.text).toContain('start with a backup');
  });

  it.each(['-wal', '-shm', '.reserve', '.search', '.search-wal'])(
    'a folder in the place of %s is named, and nothing else is blamed',
    async (ending) => {
      const file = join(temporaryFolder(), 'chatkeep.db');
      mkdirSync(`${file}${ending}`);
      const said = await refusal(file);
      expect(said).toMatchObject({ cause: 'other' });
      expect(said.text).toContain(`${file}${ending} is a folder`);
    },
  );

  it.skipIf(!canDropRights).each([0o000, 0o200, 0o444])(
    'noPrivilege: a file of mode %o is named, and the program ends with 13',
    async (mode) => {
      const file = await sqliteFile();
      chmodSync(file, mode);
      const program = [...WITHOUT_RIGHTS, process.execPath, '--import', 'tsx', 'server/main.ts'];
      const env = { PATH: process.env['PATH'], HOME: dirname(file), PORT: '0' };
      const ended = spawnSync('env', program, {
        env: { ...env, DATABASE_URL: `file:${file}` },
        encoding: 'utf8',
        timeout: 60_000,
      });
      expect(ended.stderr).toContain(`this user may not use ${file}. Give it the rights`);
      expect(ended.status).toBe(13);
    },
    90_000,
  );

  const probe = smallDisk(1);
  probe?.remove();

  it.skipIf(probe === null)('diskFull, with no room left for anything', async () => {
    const disk = smallDisk(1);
    if (!disk) throw new Error('no disk');
    onTestFinished(() => disk.remove());
    disk.fill();
    const said = await refusal(join(disk.folder, 'chatkeep.db'));
    expect(said.cause).toBe('diskFull');
    expect(said.text).toContain('make room');
    rmSync(join(disk.folder, 'ballast'));
  });
});

it('has a code of its own for each cause', () => {
  const codes = Object.values(EXIT_CODES);
  expect(new Set(codes).size).toBe(codes.length);
});

function overwrite(file: string, at: number, bytes: number): void {
  const opened = openSync(file, 'r+');
  writeSync(opened, Buffer.alloc(bytes, 0xa5), 0, bytes, at);
  closeSync(opened);
}
