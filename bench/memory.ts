import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askMany } from './support/load';
import { type Program, startProgram } from './support/program';
import { seededFile, sizes } from './support/seeded';

/** What memory the built server takes with 200 streams that are stored, over an empty database and the largest there is. */
const STREAMS = 200;
const MESSAGES = [{ role: 'user', content: 'What is keyset pagination? '.repeat(20) }];
/** As `npm start` starts it. */
const told = readFileSync('package.json', 'utf8');
const flags = told.match(/(?<="start": .*)--\S+/g) ?? [];
const [, arenas = ''] = /"start": .*MALLOC_ARENA_MAX=(\d+)/.exec(told) ?? [];
const rows: string[][] = [];

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const stub = await startProgram(['--import', 'tsx', 'bench/support/stub-provider.ts']);
const providers = join(folder, 'AIProviders.json');
writeFileSync(providers, JSON.stringify({ providers: { stub: { baseURL: stub.url } } }));
try {
  for (const count of [0, Math.max(...sizes())]) await measure(count);
} finally {
  await stub.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `Resident memory of the server, SQLite, ${STREAMS} streams of 400 chunks at once, all stored. “Reading”: the dashboard's first pages, the totals, a search, the chart.\n`,
);
console.log('| What | Measured | Goal |\n| --- | --- | --- |');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);

async function measure(count: number): Promise<void> {
  const file = count === 0 ? join(folder, 'empty.db') : await seededFile(count);
  const started = await startServer(file);
  say(count, 'after the start', started.memory().now, '–');
  await stream(started);
  say(count, `${STREAMS} streams, at most`, started.memory().peak, '≤ 200 MB');
  await started.stop();
  const read = await startServer(file);
  await reading(read);
  say(count, 'after reading', read.memory().now, '–');
  await Promise.all([stream(read), reading(read)]);
  say(count, `${STREAMS} streams beside reading, at most`, read.memory().peak, '–');
  await read.stop();
}

function say(count: number, what: string, megabytes: number, goal: string): void {
  rows.push([
    `${count.toLocaleString('en')} rows: ${what}`,
    `${megabytes.toFixed(0)} MB`,
    count > 0 ? goal : '–',
  ]);
}

function startServer(file: string): Promise<Program> {
  return startProgram([...flags, 'dist/server/main.js'], {
    PORT: '0',
    DATABASE_URL: `file:${file}`,
    PROVIDERS_FILE: providers,
    DEFAULT_PROVIDER: 'stub',
    LOG_LEVEL: 'silent',
    MALLOC_ARENA_MAX: arenas,
  });
}

async function stream(server: Program): Promise<void> {
  const body = { model: 'stream-400-25', stream: true, store: true, messages: MESSAGES };
  const answers = await askMany(`${new URL(server.url).origin}/v1`, body, {
    count: STREAMS,
    atOnce: STREAMS,
  });
  const failed = answers.filter(({ status }) => status !== 200).length;
  if (failed > 0) throw new Error(`${failed} streams failed`);
}

async function reading(server: Program): Promise<void> {
  for (const path of [
    '/api/completions?limit=50',
    '/api/completions?limit=50&sort=cost',
    '/api/completions?limit=50&q=museum',
    '/api/completions?limit=50&metadata[env]=prod',
    '/api/facets',
    '/api/series?split=model',
    '/v1/chat/completions?limit=100',
  ]) {
    const answer = await fetch(new URL(path, server.url));
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    await answer.text();
  }
}
