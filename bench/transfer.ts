import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { startProgram, type Program } from './support/program';
import { seedSqlite } from './support/seed';
import { wordyLine } from './support/wordy';

/**
 * Files out of the built server and into an empty one, against a plain copy of the same file with a sync at its end.
 * Server and client are two processes on one machine. `tsx bench/transfer.ts 200000` sets the number of records.
 */
const COUNT = Number(process.argv[2] ?? 50_000);
/** With 3 KB of words each, which is what the search index is made of. */
const WORDY = 10_000;
const rows: [what: string, measured: string, goal: string][] = [];
const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const file = join(folder, 'records.jsonl');

try {
  const seeded = join(folder, 'seeded.db');
  await seedSqlite(seeded, COUNT);
  await withServer(seeded, async (server) => {
    for (const format of ['csv', 'chat', 'jsonl']) await measureExport(server, format);
  });
  await withServer(join(folder, 'empty.db'), (server) => measureImport(server, file, COUNT, ''));
  const wordy = join(folder, 'wordy.jsonl');
  writeFileSync(wordy, Array.from({ length: WORDY }, (_, i) => wordyLine(i)).join(''));
  await withServer(join(folder, 'wordy.db'), (server) =>
    measureImport(server, wordy, WORDY, ', with 3 KB of words each'),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
print();

async function withServer(path: string, work: (server: Program) => Promise<void>): Promise<void> {
  const server = await startProgram(['dist/server/main.js'], {
    PORT: '0',
    DATABASE_URL: `file:${path}`,
    LOG_LEVEL: 'silent',
  });
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

async function measureExport(server: Program, format: string): Promise<void> {
  const before = server.memory().now;
  const { seconds, longestMs } = await beside(server, async () => {
    const answer = await send(`${server.url}/api/export?format=${format}`, 'GET');
    await pipeline(answer, createWriteStream(file));
  });
  const size = statSync(file).size / 1e6;
  const copy = await plainCopy();
  const speed = size / seconds;
  const name = `export of ${COUNT} records, ${format}, ${size.toFixed(0)} MB`;
  const goal = format === 'jsonl' ? '≥ 20 MB/s' : '–';
  row(name, `${speed.toFixed(0)} MB/s, ${(COUNT / seconds).toFixed(0)} records/s`, goal);
  row(`${name}: time / that of a copy`, `${(seconds / copy).toFixed(1)} ×`, '–');
  rowsBeside(name, server, before, longestMs);
}

async function measureImport(
  server: Program,
  from: string,
  count: number,
  which: string,
): Promise<void> {
  const before = server.memory().now;
  let text = '';
  const { seconds, longestMs } = await beside(server, async () => {
    const answer = await send(`${server.url}/api/import`, 'POST', from);
    for await (const chunk of answer) text += String(chunk);
  });
  const { counts } = JSON.parse(text) as { counts: { changed: number } };
  if (counts.changed !== count) throw new Error(`not all were stored: ${text.slice(0, 500)}`);
  const copy = await plainCopy(from);
  const name = `import of ${count} records${which}, ${(statSync(from).size / 1e6).toFixed(0)} MB`;
  row(name, `${(count / seconds).toFixed(0)} records/s`, '≥ 2,000/s');
  row(`${name}: time / that of a copy`, `${(seconds / copy).toFixed(1)} ×`, '–');
  rowsBeside(name, server, before, longestMs);
}

function rowsBeside(name: string, server: Program, before: number, longestMs: number): void {
  const { peak } = server.memory();
  row(`${name}: longest wait of others`, `${longestMs.toFixed(0)} ms`, '< 100 ms');
  row(`${name}: memory before, and at most`, `${before.toFixed(0)}, ${peak.toFixed(0)} MB`, '–');
}

/** The work's time, and how long the server ever let somebody else wait meanwhile. */
async function beside(
  server: Program,
  work: () => Promise<void>,
): Promise<{ seconds: number; longestMs: number }> {
  let longestMs = 0;
  const working = { isOn: true };
  const asking = (async () => {
    while (working.isOn) {
      const started = performance.now();
      await (await fetch(`${server.url}/livez`)).text();
      longestMs = Math.max(longestMs, performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1_000;
  working.isOn = false;
  await asking;
  return { seconds, longestMs };
}

function send(url: string, method: string, from?: string): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const request = http.request(url, { method, headers }, resolve);
    request.on('error', reject);
    if (from === undefined) request.end();
    else pipeline(createReadStream(from), request).catch(reject);
  });
}

async function plainCopy(from = file): Promise<number> {
  const started = performance.now();
  await pipeline(createReadStream(from), createWriteStream(`${from}.copy`));
  const copy = openSync(`${from}.copy`, 'r+');
  fsyncSync(copy);
  closeSync(copy);
  return (performance.now() - started) / 1_000;
}

function row(what: string, measured: string, goal: string): void {
  rows.push([what, measured, goal]);
}

function print(): void {
  console.log(
    'Files out of the server and into an empty one, on SQLite; the copy they are held against ends with a sync.\n',
  );
  console.log('| What | Measured | Goal |\n| --- | --- | --- |');
  for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
}
