import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createPositions } from '../server/store/completion-id';
import { openPostgresStore } from '../server/store/postgres/postgres-store';
import { openIndexedStore } from '../server/store/sqlite/sqlite-store';
import type { Store } from '../server/store/store';
import { english } from './support/english';
import { emptyPostgres } from './support/empty-postgres';
import { sampleExchange } from './support/seed';

/**
 * What a completion with 1.6 KB of English text and four pairs takes: of the disk, once all is indexed, and on PostgreSQL
 * (BENCH_POSTGRES, `postgres://…/`) of the write-ahead log and of VACUUM's work, too. `tsx bench/size.ts 20000`: so many,
 * 16 at once, begun and ended one by one.
 */
const COUNT = Number(process.argv[2] ?? 10_000);
const AT_ONCE = 16;
const HALF = 800;
const SPACING_MS = 200_000;

console.log('| A completion with 1.6 KB of text | Bytes | Goal |\n| --- | --- | --- |');
await onSqlite();
const server = process.env['BENCH_POSTGRES'];
if (server) await onPostgres(await emptyPostgres(server));

async function onSqlite(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
  try {
    const file = join(folder, 'size.db');
    const { store, indexing } = await openIndexedStore({ url: file });
    await fill(store);
    await indexing.caughtUp();
    await store.close();
    const [main = 0, search = 0] = ['', '.search'].map((end) => statSync(file + end).size);
    say('SQLite: main file', main);
    say('SQLite: search index', search);
    say('SQLite: both', main + search, '≤ 5.5 KB');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(url: string): Promise<void> {
  const store = await openPostgresStore({ url });
  const client = new Client({ connectionString: url });
  await client.connect();
  const one = async (sql: string) =>
    Number(Object.values((await client.query<Record<string, string>>(sql)).rows[0] ?? {})[0]);
  const log = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";
  const before = await one(log);
  await fill(store);
  const written = (await one(log)) - before;
  await store.close();
  const sum = (what: string) => `SELECT sum(${what}) FROM pg_class
    WHERE relnamespace = 'chatkeep'::regnamespace AND relkind = 'r'`;
  say('PostgreSQL: write-ahead log, images of pages included', written, 'half of 17 KB');
  say('PostgreSQL: rows', await one(sum('pg_table_size(oid)')));
  say('PostgreSQL: indexes', await one(sum('pg_indexes_size(oid)')));
  say('PostgreSQL: both', await one(sum('pg_total_relation_size(oid)')), '≤ 5.5 KB');
  await client.end();
}

function say(what: string, bytes: number, goal = '–'): void {
  console.log(`| ${what} | ${Math.round(bytes / COUNT)} | ${goal} |`);
}

async function fill(store: Store): Promise<void> {
  let now = Date.now() - COUNT * SPACING_MS;
  const next = createPositions(() => (now += SPACING_MS));
  for (let done = 0; done < COUNT; done += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, COUNT - done) }, (_, i) =>
        keep(store, done + i, next()),
      ),
    );
}

async function keep(store: Store, i: number, at: ReturnType<ReturnType<typeof createPositions>>) {
  const { draft, outcome } = sampleExchange(i, at);
  const [question, content] = [english(2 * i, HALF), english(2 * i + 1, HALF)];
  const { id, created } = draft;
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
  const body = { id, object: 'chat.completion', created, model: outcome.model, choices };
  const messages = JSON.stringify([{ role: 'user', content: question }]);
  await store.begin({ ...draft, messages, inputPreview: question.slice(0, 200) });
  const outputPreview = content.slice(0, 200);
  await store.finish(id, { ...outcome, body: JSON.stringify(body), outputPreview });
}
