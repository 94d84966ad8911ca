import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../server/store/open-store';
import { PostgresServer } from '../server/testing/postgres-server';
import { PostgresDatabase } from '../server/store/postgres/database';
import { SqliteDatabase } from '../server/store/sqlite/database';

// Fills databases with the servers of former commits, opens them with this one, and compares the rows.
//
//   npm run test:upgrades -- [commit…] [--keep FILE]
//
// `--keep` leaves the first commit's SQLite file there, as it was before the upgrade.

const OLDEST = 'b249098';
const given = process.argv.slice(2);
const keep = given.includes('--keep') ? given.splice(given.indexOf('--keep'), 2)[1] : undefined;
const commits = given.length > 0 ? given : [OLDEST, 'HEAD~60'];

const TEXTS = ['Grüße', '日本語 🙂', '\u202eabc', "' OR 1=1--", 'a\tb\\u0000c'];

/** What nobody can make anew: what each of these tables has, if it is there and has anything. */
const TABLES = ['completions', 'trash', 'jobs', 'job_items', 'documents', 'audit'];

type Row = Record<string, unknown>;
type Rows = (sql: string) => Promise<Row[]>;

const postgres = new PostgresServer();
await postgres.start();
let differences = 0;
try {
  for (const commit of commits.filter(isHere)) {
    const code = checkedOut(commit);
    const folder = mkdtempSync(join(tmpdir(), 'chatkeep-upgrade-'));
    try {
      const file = join(folder, 'chatkeep.db');
      await upgrade(commit, code, `file:${file}`);
      await upgrade(commit, code, await postgres.createDatabase());
    } finally {
      for (const each of [code, folder]) rmSync(each, { recursive: true, force: true });
    }
  }
} finally {
  await postgres.remove();
}
process.exit(differences === 0 ? 0 : 1);

async function upgrade(commit: string, code: string, url: string): Promise<void> {
  await filled(code, url);
  if (keep !== undefined && commit === commits[0] && url.startsWith('file:'))
    execFileSync('cp', [url.slice('file:'.length), keep]);
  const before = await tablesIn(url);
  await (await openStore(url)).close();
  const engine = url.startsWith('file:') ? 'SQLite' : 'PostgreSQL';
  for (const [table, rows] of before) {
    const after = await rowsIn(url, table, Object.keys(rows[0] ?? {}));
    const isEqual = JSON.stringify(rows) === JSON.stringify(after);
    if (!isEqual) {
      differences += 1;
      for (const [n, row] of rows.entries())
        if (JSON.stringify(row) !== JSON.stringify(after[n])) console.log(row, after[n]);
    }
    console.log(`${isEqual ? '✔' : '✘'} ${commit} ${engine} ${table}: ${rows.length} rows`);
  }
  if (!before.has('completions')) differences += 1;
}

/** A clone may lack its history. */
function isHere(commit: string): boolean {
  const { status } = spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`]);
  if (status !== 0) console.log(`Skipped: this clone has no ${commit}.`);
  return status === 0;
}

/** The code of a commit, with the packages of now. */
function checkedOut(commit: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'chatkeep-old-'));
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync('git', ['archive', commit], { maxBuffer: 1e9 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Over HTTP, which has not changed as the store's own functions have. */
async function filled(code: string, url: string): Promise<void> {
  writeFileSync(join(code, 'none.json'), '{"providers":{}}', { mode: 0o600 });
  const child = spawn(process.execPath, ['--import', 'tsx', join(code, 'server/main.ts')], {
    cwd: code,
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      DATABASE_URL: url,
      PROVIDERS_FILE: join(code, 'none.json'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface(child.stdout)) {
      const address = /(http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address === undefined) continue;
      await fill(address);
      break;
    }
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

/** All of it over HTTP. What a former release did not have is passed over. */
async function fill(address: string): Promise<void> {
  const ask = async (method: string, path: string, body?: object, passedOver = [404]) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(address + path, {
      method,
      ...(body && { headers, body: JSON.stringify(body) }),
    });
    const said = (await answer.json()) as Row;
    if (answer.ok) return said;
    if (passedOver.includes(answer.status)) return null;
    throw new Error(`${method} ${path}: ${JSON.stringify(said)}`);
  };
  const ids: unknown[] = [];
  for (const [n, content] of TEXTS.entries()) {
    const made = await ask('POST', '/v1/chat/completions', {
      model: 'demo:demo-echo',
      messages: [{ role: 'user', content }],
      store: true,
      metadata: { n: String(n), text: content.replace('\u0000', '') },
      seed: n,
    });
    ids.push(made?.['id']);
  }
  await ask('DELETE', `/v1/chat/completions/${String(ids[0])}`);
  const job = await ask('POST', '/api/jobs', {
    kind: 'tag',
    target: { ids: ids.slice(1, 3) },
    tag: { set: { tagged: TEXTS[1] } },
  });
  if (job) {
    const path = `/api/jobs/${String(job['id'])}`;
    while ((await ask('GET', path))?.['state'] === 'preparing') await sleep(50);
    await ask('POST', `${path}/start`);
    while ((await ask('GET', path))?.['ended'] === null) await sleep(50);
  }
  const days = { older_than_days: 900, where: 'metadata[n]=3' };
  const except = [{ key: 'text', value: TEXTS[2] }];
  await ask('POST', '/api/retention', { name: TEXTS[0], ...days, except });
  // Half a surrogate, which no database may take for damage. Later releases refuse it.
  const half = { where: 'metadata[text]=\ud800', except: [] };
  await ask('POST', '/api/retention', { name: TEXTS[3], ...days, ...half }, [400, 404]);
  await ask('POST', '/api/views', { name: TEXTS[1], query: 'metadata[n]=3' });
}

async function tablesIn(url: string): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  for (const table of TABLES) {
    const rows = await rowsIn(url, table).catch(() => []);
    if (rows.length > 0) found.set(table, rows);
  }
  return found;
}

/** In the columns that there were, in the order of the first ones. */
async function rowsIn(url: string, table: string, columns = ['*']): Promise<Row[]> {
  const [rows, close] = reader(url);
  try {
    return await rows(`SELECT ${columns.join(', ')} FROM chatkeep.${table} ORDER BY 1, 2`);
  } finally {
    await close();
  }
}

function reader(url: string): [Rows, () => Promise<void>] {
  if (url.startsWith('file:')) {
    const database = new SqliteDatabase(url.slice('file:'.length));
    return [(sql) => database.rows<Row>(sql), async () => database.close()];
  }
  const database = new PostgresDatabase(url);
  return [(sql) => database.rows<Row>(sql), () => database.close()];
}
