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
 * (BENCH_POSTGRES, `postgres://…/`) of the write-ahead log, too; and one with a tenth of the text. `tsx bench/size.ts
 * 20000`: so many into an empty database, and as many after them, 16 at once, begun and ended one by one.
 */
const COUNT = Number(process.argv[2] ?? 10_000);
const AT_ONCE = 16;
/** Of the text, in bytes: half of it is asked, half answered. */
const [USUAL, SHORT] = [800, 80];
const SPACING_MS = 200_000;
const start = Date.now() - 2 * COUNT * SPACING_MS;
const server = process.env['BENCH_POSTGRES'];

console.log('| A completion | Bytes | Goal |\n| --- | --- | --- |');
for (const half of [USUAL, SHORT]) {
  await onSqlite(half);
  if (server) await onPostgres(await emptyPostgres(server), half);
}

async function onSqlite(half: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
  try {
    const file = join(folder, 'size.db');
    const { store, indexing } = await openIndexedStore({ url: file });
    await fill(store, 0, half);
    await indexing.caughtUp();
    await store.close();
    const [main = 0, search = 0] = ['', '.search'].map((end) => statSync(file + end).size);
    const name = nameOf('SQLite', half);
    say(`${name}: main file`, main);
    say(`${name}: search index`, search);
    say(`${name}: both`, main + search, goalOf(half));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(url: string, half: number): Promise<void> {
  const store = await openPostgresStore({ url });
  const client = new Client({ connectionString: url });
  await client.connect();
  const one = async (sql: string) =>
    Number(Object.values((await client.query<Record<string, string>>(sql)).rows[0] ?? {})[0]);
  const written = () => one("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')");
  const sum = (what: string) =>
    one(`SELECT sum(${what}) FROM pg_class
      WHERE relnamespace = 'chatkeep'::regnamespace AND relkind = 'r'`);
  const name = nameOf('PostgreSQL', half);
  const before = await written();
  await fill(store, 0, half);
  const images = 'write-ahead log, images of pages included';
  say(`${name}: ${images}`, (await written()) - before, half === USUAL ? 'half of 17 KB' : '–');
  say(`${name}: rows`, await sum('pg_table_size(oid)'));
  say(`${name}: indexes`, await sum('pg_indexes_size(oid)'));
  const first = await sum('pg_total_relation_size(oid)');
  say(`${name}: both, with lists of what waits that do not grow further`, first);
  await fill(store, COUNT, half);
  await store.close();
  say(
    `${name}: each of as many more`,
    (await sum('pg_total_relation_size(oid)')) - first,
    goalOf(half),
  );
  await client.end();
}

function nameOf(engine: string, half: number): string {
  return `${engine}, ${(half * 2) / 1_000} KB of text`;
}

function goalOf(half: number): string {
  return half === USUAL ? '≤ 5.5 KB' : '–';
}

function say(what: string, bytes: number, goal = '–'): void {
  console.log(`| ${what} | ${Math.round(bytes / COUNT)} | ${goal} |`);
}

/** COUNT more, the first of them the `from`th. */
async function fill(store: Store, from: number, half: number): Promise<void> {
  let now = start + from * SPACING_MS;
  const next = createPositions(() => (now += SPACING_MS));
  for (let done = 0; done < COUNT; done += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, COUNT - done) }, (_, i) =>
        keep(store, from + done + i, next(), half),
      ),
    );
}

async function keep(
  store: Store,
  i: number,
  at: ReturnType<ReturnType<typeof createPositions>>,
  half: number,
): Promise<void> {
  const { draft, outcome } = sampleExchange(i, at);
  const [question, content] = [english(2 * i, half), english(2 * i + 1, half)];
  const { id, created } = draft;
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
  const body = { id, object: 'chat.completion', created, model: outcome.model, choices };
  const messages = JSON.stringify([{ role: 'user', content: question }]);
  await store.begin({ ...draft, messages, inputPreview: question.slice(0, 200) });
  const outputPreview = content.slice(0, 200);
  await store.finish(id, { ...outcome, body: JSON.stringify(body), outputPreview });
}
