import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { openStore } from '../server/store/open-store';
import { PostgresServer } from '../server/store/postgres/server';
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

type Row = Record<string, unknown>;
type Rows = (sql: string) => Promise<Row[]>;

const postgres = new PostgresServer();
await postgres.start();
let differences = 0;
try {
  for (const commit of commits) {
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
  const before = await rowsIn(url);
  await (await openStore(url)).close();
  const after = await rowsIn(url, Object.keys(before[0] ?? {}));
  const isEqual = before.length > 0 && JSON.stringify(before) === JSON.stringify(after);
  if (!isEqual) differences += 1;
  const engine = url.startsWith('file:') ? 'SQLite' : 'PostgreSQL';
  console.log(`${isEqual ? '✔' : '✘'} ${commit} ${engine}: ${before.length} rows`);
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
      for (const [n, content] of TEXTS.entries()) {
        const answer = await fetch(`${address}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            model: 'demo:demo-echo',
            messages: [{ role: 'user', content }],
            store: true,
            metadata: { n: String(n), text: content.replace('\u0000', '') },
            seed: n,
          }),
        });
        if (!answer.ok) throw new Error(await answer.text());
        await answer.text();
      }
      break;
    }
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

/** Every completion, in the columns that there were. */
async function rowsIn(url: string, columns = ['*']): Promise<Row[]> {
  const [rows, close] = reader(url);
  try {
    return await rows(`SELECT ${columns.join(', ')} FROM chatkeep.completions ORDER BY k`);
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
