import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { emptyPostgres } from './support/empty-postgres';
import { startProgram } from './support/program';
import { wordyLine } from './support/wordy';

/**
 * Records with 3 KB of words each into the built server, on SQLite and, where BENCH_POSTGRES names a server
 * (`postgres://…/`), on PostgreSQL: what the search index is made of. CPU is that of the server's process alone.
 * Arguments: how many records a file, how many rounds, folders of builds that are measured by turns.
 */
const [count = 20_000, rounds = 3] = process.argv.slice(2, 4).map(Number);
const builds = process.argv.slice(4);
const TOKEN = 'bench-of-imports-bench-of-imports';
const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const file = join(folder, 'wordy.jsonl');
const postgres = process.env['BENCH_POSTGRES'];

console.log(
  '| Import of records with 3 KB of words | records/s | CPU a record | not indexed at its end | all indexed after |',
);
console.log('| --- | --- | --- | --- | --- |');
try {
  writeFileSync(file, Array.from({ length: count }, (_, i) => wordyLine(i)).join(''));
  for (let round = 0; round < rounds; round++)
    for (const build of builds.length > 0 ? builds : ['.']) {
      const of = builds.length > 0 ? `, ${build}` : '';
      await measure(`SQLite${of}`, build, `file:${join(folder, `${round}-${Date.now()}.db`)}`);
      if (postgres) await measure(`PostgreSQL${of}`, build, await emptyPostgres(postgres));
    }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(name: string, build: string, DATABASE_URL: string): Promise<void> {
  const env = { PORT: '0', DATABASE_URL, LOG_LEVEL: 'silent', METRICS_TOKEN: TOKEN };
  const server = await startProgram([join(build, 'dist/server/main.js')], env);
  try {
    const cpu = server.cpu();
    const started = performance.now();
    const told = await send(`${server.url}/api/import`);
    const seconds = (performance.now() - started) / 1_000;
    const used = (server.cpu() - cpu) / count;
    const { counts } = JSON.parse(told) as { counts: { changed: number } };
    if (counts.changed !== count) throw new Error(`not all were stored: ${told.slice(0, 500)}`);
    const left = await waiting(server.url);
    while ((await waiting(server.url)) > 0) await new Promise((go) => setTimeout(go, 100));
    const whole = (performance.now() - started) / 1_000;
    console.log(
      `| ${name} | ${(count / seconds).toFixed(0)} | ${used.toFixed(2)} ms | ${left} | ${whole.toFixed(1)} s |`,
    );
  } finally {
    await server.stop();
  }
}

async function waiting(url: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return Number(/^chatkeep_search_waiting (\d+)/m.exec(await answer.text())?.[1] ?? 0);
}

function send(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const request = http.request(url, { method: 'POST', headers }, (answer) => {
      text(answer).then(resolve, reject);
    });
    request.on('error', reject);
    pipeline(createReadStream(file), request).catch(reject);
  });
}
