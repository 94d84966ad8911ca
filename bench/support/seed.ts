import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { createPositions } from '../../server/store/completion-id';
import {
  draftColumns,
  draftValues,
  outcomeColumns,
  outcomeValues,
  type BoundValue,
} from '../../server/store/columns';
import { openPostgresStore } from '../../server/store/postgres/postgres-store';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store';
import { SqliteDatabase } from '../../server/store/sqlite/database';
import { asKept } from '../../server/store/packed';
import { sweep } from '../../server/store/sqlite/sweep';
import {
  indexPath,
  openIndex,
  readMarks,
  writeMarks,
} from '../../server/store/sqlite/search/index-file';
import { applyChanges, searchedAt } from '../../server/store/sqlite/search/rows';
import type { Draft, Outcome } from '../../server/store/completion';

// `tsx bench/support/seed.ts <file or postgres://…> <count>` fills a database with realistic completions, a year of them.
const YEAR_MS = 365 * 86_400_000;
const BATCH = 5_000;
const RECORDS = 500;
const MODELS = ['gpt-5.1', 'gpt-5.1-mini', 'gpt-4o', 'o4-mini', 'llama3.2', 'qwen3:8b', 'mistral'];
const TOPICS =
  'refund invoice delivery password account shipping warranty subscription payment calendar kitchen garden museum python typescript database network kubernetes recipe translation holiday contract insurance piano'.split(
    ' ',
  );
const WORDS =
  'the of and to in is that for it with as was on be by this are from or an can which you we have not they their has more will would about there been when who make like time just know take people into year your good some could them see other than then now look only come its over think also back after use two how our work first well way even new want because any these give day most'.split(
    ' ',
  );
/** Those that no constraint is kept by. */
const INDEXES = `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
  WHERE relnamespace = 'chatkeep'::regnamespace AND NOT indisunique`;
const INSERTED = [...draftColumns, ...outcomeColumns.filter((c) => !isDraftColumn(c))];

/** Adds `count` rows below everything that exists in time, in a few large transactions and without syncs. */
export async function seedSqlite(file: string, count: number): Promise<void> {
  // Creates and migrates it.
  await (await openSqliteStore({ url: file })).close();
  const database = new SqliteDatabase(file);
  database.all('PRAGMA journal_mode = OFF');
  database.all('PRAGMA synchronous = OFF');
  database.all('PRAGMA cache_size = -400000');
  const start = Date.now() - YEAR_MS;
  let now = start;
  const next = createPositions(() => Math.floor(now));
  const insert = `INSERT INTO completions (${INSERTED.join(', ')})
    VALUES (${INSERTED.map(() => '?').join(', ')})`;
  for (let done = 0; done < count; done += BATCH) {
    database.transaction(() => {
      for (let i = done; i < Math.min(count, done + BATCH); i++) {
        now = start + (i / count) * YEAR_MS;
        const { draft, outcome } = sampleExchange(i, next());
        const { messages, body } = asKept({ messages: draft.messages, body: outcome.body });
        database.run(insert, valuesOf({ ...draft, messages }, { ...outcome, body }));
        for (const [key, value] of Object.entries(draft.metadata)) {
          database.run('INSERT INTO completion_metadata (key, value, k) VALUES (?, ?, ?)', [
            key,
            value,
            draft.k,
          ]);
        }
      }
    });
  }
  database.all('PRAGMA journal_mode = WAL');
  indexAll(file, database);
  sweepAll(database);
  database.close();
}

/** A server looks through what it writes: without this a bench would pay for what SQLite left when it split pages here. */
function sweepAll(database: SqliteDatabase): void {
  database.makeDurable();
  database.all('PRAGMA synchronous = OFF');
  database.run('UPDATE unswept SET page = (SELECT page_count FROM pragma_page_count())');
  while (database.transaction(() => sweep(database)) > 0);
  database.emptyLog();
}

/** In the order of position and in large transactions, which is what makes it quick. */
function indexAll(file: string, database: SqliteDatabase): void {
  const made = openIndex(indexPath(file), database);
  made.all('PRAGMA synchronous = OFF');
  made.all('PRAGMA cache_size = -400000');
  const next = `SELECT k FROM completions WHERE k > ? ORDER BY k LIMIT ${BATCH}`;
  for (let at = -1; ;) {
    const rows = database.all<{ k: number }>(next, [at]);
    if (rows.length === 0) break;
    made.transaction(() => {
      const changes = new Map(rows.map(({ k }) => [k, searchedAt(database, k)]));
      applyChanges(made, database, changes, true);
      at = rows.at(-1)?.k ?? at;
    });
  }
  writeMarks(made, { ...readMarks(made), below: null });
  made.close();
}

/** The same completions as {@link seedSqlite}, in an empty database. Its indexes are made at the end, which is quicker. */
export async function seedPostgres(url: string, count: number): Promise<void> {
  const store = await openPostgresStore({ url });
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string; definition: string }>(INDEXES);
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  const start = Date.now() - YEAR_MS;
  let now = start;
  const next = createPositions(() => Math.floor(now));
  for (let done = 0; done < count; done += RECORDS) {
    const records = Array.from({ length: Math.min(RECORDS, count - done) }, (_, i) => {
      now = start + ((done + i) / count) * YEAR_MS;
      const { draft, outcome } = sampleExchange(done + i, next());
      return { ...draft, ...outcome, version: 1 };
    });
    await store.insertRecords(records, 'skip');
  }
  await store.close();
  await client.query("SET maintenance_work_mem = '1GB'");
  for (const { definition } of rows) await client.query(definition);
  await client.query('VACUUM ANALYZE');
  await client.end();
}

/** The `i`th of a reproducible series: about 3 KB with four pairs of metadata. */
export function sampleExchange(
  i: number,
  position: Pick<Draft, 'id' | 'k' | 'created'>,
): { draft: Draft & { messages: string }; outcome: Outcome & { body: string } } {
  const random = generator(i);
  const topic = pick(TOPICS, random);
  const question = `${sentence(random, 18)} ${topic}?`;
  const answer = `${sentence(random, 70)} ${pick(TOPICS, random)} ${i % 1_000 === 0 ? 'zeppelin' : ''}.`;
  // Most models are rare, a few are not.
  const model = MODELS[Math.floor(random() ** 2 * MODELS.length)] ?? 'gpt-4o';
  const [promptTokens, completionTokens] = [Math.floor(random() * 900), Math.floor(random() * 700)];
  const isComplete = random() < 0.97;
  return {
    draft: {
      ...position,
      provider: model.startsWith('gpt') || model.startsWith('o') ? 'openai' : 'local',
      requestedModel: model,
      caller: null,
      metadata: {
        env: random() < 0.7 ? 'prod' : 'test',
        user: `user-${Math.floor(random() * 20_000)}`,
        feature: topic,
        trace: `trace-${i}`,
      },
      request: '{"temperature":0.7,"top_p":1,"max_completion_tokens":1024}',
      messages: JSON.stringify([
        { role: 'system', content: 'You are a helpful assistant. Answer briefly.' },
        { role: 'user', content: question },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: pad(1_200) } }] },
      ]),
      inputPreview: question.slice(0, 200),
    },
    outcome: {
      state: isComplete ? 'complete' : 'incomplete',
      reason: isComplete ? null : 'client_disconnect',
      model,
      upstreamId: `up-${i}`,
      finishReason: random() < 0.9 ? 'stop' : 'length',
      body: JSON.stringify({
        id: position.id,
        object: 'chat.completion',
        created: position.created,
        model,
        choices: [{ index: 0, message: { role: 'assistant', content: answer } }],
        system_fingerprint: pad(600),
      }),
      promptTokens,
      completionTokens,
      cachedTokens: 0,
      reasoningTokens: null,
      firstTokenMs: Math.round(random() * 900),
      totalMs: Math.round(900 + random() * 9_000),
      cost: model.includes(':') ? null : (promptTokens + 4 * completionTokens) / 1e6,
      toolCalls: random() < 0.1 ? 1 : 0,
      outputPreview: answer.slice(0, 200),
    },
  };
}

function valuesOf(draft: Draft, outcome: Outcome): BoundValue[] {
  const row = new Map<string, BoundValue>();
  for (const [i, value] of draftValues(draft).entries()) row.set(draftColumns[i] ?? '', value);
  for (const [i, value] of outcomeValues(outcome).entries())
    row.set(outcomeColumns[i] ?? '', value);
  return INSERTED.map((column) => row.get(column) ?? null);
}

function isDraftColumn(column: string): boolean {
  return draftColumns.some((known) => known === column);
}

function sentence(random: () => number, words: number): string {
  return Array.from({ length: words }, () => pick(WORDS, random)).join(' ');
}

function pick(from: readonly string[], random: () => number): string {
  return from[Math.floor(random() * from.length)] ?? '';
}

function pad(length: number): string {
  return 'data:image/png;base64,'.padEnd(length, 'A');
}

/** Mulberry32: small, fast, and the same everywhere. */
function generator(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [target = 'data/bench.db', count = '100000'] = process.argv.slice(2);
  const started = performance.now();
  await (target.startsWith('postgres')
    ? seedPostgres(target, Number(count))
    : seedSqlite(resolve(target), Number(count)));
  console.log(`${count} completions in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
