import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, type Program } from './support/program';
import { copySeeded, sizes, withCopy } from './support/seeded';

/**
 * What jobs cost those who do something else meanwhile: the table's first page, and the smallest request there is, asked
 * without pause while nothing runs and while a job does, on SQLite and, where BENCH_POSTGRES names a server, on PostgreSQL. `tsx bench/jobs.ts 1000000` sets how many completions there are.
 */
const COUNT = Math.max(...sizes());
const BULK = 10_000;
/** Of the year that is stored: a tenth of it goes. */
const OLD_DAYS = 330;
const rows: [what: string, measured: string, goal: string][] = [];
const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));

type JobState = { state: string; error: string | null; counts: { total: number; changed: number } };
type Waits = { page: number[]; livez: number[] };

try {
  const path = join(folder, 'seeded.db');
  await copySeeded(COUNT, path);
  await measureOn('SQLite', `file:${path}`);
  const postgres = process.env['BENCH_POSTGRES'];
  if (postgres) await withCopy(postgres, COUNT, (url) => measureOn('PostgreSQL', url));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureOn(engine: string, DATABASE_URL: string): Promise<void> {
  const env = { PORT: '0', DATABASE_URL, LOG_LEVEL: 'silent' };
  const server = await startProgram(['dist/server/main.js'], env);
  try {
    await measure(server);
  } finally {
    await server.stop();
  }
  print(engine);
  console.log();
  rows.length = 0;
}

async function measure(server: Program): Promise<void> {
  const idle = await watch(server, () => new Promise((resolve) => setTimeout(resolve, 5_000)));
  row('first page, nothing running: p50, p95', figures(idle.waits.page), '–');

  const ids = await firstIds(server, BULK);
  const remove = { kind: 'delete', target: { ids } };
  const deleted = await watch(server, () =>
    runJob(server, '/api/jobs', { ...remove, start: true }),
  );
  compare(`${BULK} named completions deleted`, deleted, idle, '< 2 s at 1,000,000');
  const { job } = deleted.result;
  const undone = await watch(server, () => runJob(server, `/api/jobs/${job}/undo`, {}));
  compare('the same restored', undone, idle, '–');

  const started = performance.now();
  await runJob(server, '/api/jobs', { ...remove, start: true });
  const seconds = (performance.now() - started) / 1_000;
  row(
    `${BULK} named completions deleted again, nobody asking`,
    `${seconds.toFixed(1)} s`,
    '< 2 s at 1,000,000',
  );

  const tag = {
    kind: 'tag',
    target: { filter: 'metadata[feature]=museum' },
    tag: { set: { bench: 'yes' } },
  };
  const tagged = await watch(server, () => runJob(server, '/api/jobs', { ...tag, start: true }));
  compare('all of one feature tagged', tagged, idle, '–');

  const rule = {
    name: 'Bench',
    older_than_days: OLD_DAYS,
    except: [{ key: 'bench', value: 'yes' }],
  };
  const { id } = await post<{ id: string }>(server, '/api/retention', rule);
  const retained = await watch(server, () =>
    runJob(server, `/api/retention/${id}/run`, { confirm: COUNT }),
  );
  compare(`retention of what is older than ${OLD_DAYS} days`, retained, idle, '–');
}

function compare(
  name: string,
  { seconds, waits, result }: { seconds: number; waits: Waits; result: Done },
  idle: { waits: Waits },
  goal: string,
): void {
  const rate = `${result.changed} in ${seconds.toFixed(1)} s, ${(result.changed / seconds).toFixed(0)} a second`;
  row(name, rate, goal);
  row(`${name}: first page meanwhile: p50, p95`, figures(waits.page), '–');
  const ratio = quantile(waits.page, 0.5) / quantile(idle.waits.page, 0.5);
  row(`${name}: page meanwhile / idle, p50`, `${ratio.toFixed(2)} ×`, '≤ 1.5');
  const longest = Math.max(...waits.livez);
  row(`${name}: longest wait for the event loop`, `${longest.toFixed(0)} ms`, '< 100 ms');
}

type Done = { job: string; changed: number };

async function runJob(server: Program, path: string, body: object): Promise<Done> {
  const { id } = await post<{ id: string }>(server, path, body);
  for (;;) {
    const { state, error, counts } = await get<JobState>(server, `/api/jobs/${id}`);
    if (state === 'failed') throw new Error(error ?? 'the job failed');
    if (state === 'completed') return { job: id, changed: counts.changed };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function firstIds(server: Program, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after = ''; ids.length < count;) {
    const page = await get<{ data: { id: string }[]; next: string }>(
      server,
      `/api/completions?limit=1000${after}`,
    );
    ids.push(...page.data.map(({ id }) => id));
    after = `&after=${encodeURIComponent(page.next)}`;
  }
  return ids.slice(0, count);
}

/** The work's result and time, and how long others waited meanwhile. */
async function watch<T>(
  server: Program,
  work: () => Promise<T>,
): Promise<{ result: T; seconds: number; waits: Waits }> {
  const waits: Waits = { page: [], livez: [] };
  const working = { isOn: true };
  const ask = async (path: string, into: number[], restMs: number) => {
    while (working.isOn) {
      const started = performance.now();
      await (await fetch(server.url + path)).text();
      into.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  };
  const asking = [ask('/api/completions?limit=50', waits.page, 50), ask('/livez', waits.livez, 5)];
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1_000;
  working.isOn = false;
  await Promise.all(asking);
  return { result, seconds, waits };
}

async function post<T>(server: Program, path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(server.url + path, init);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}

async function get<T>(server: Program, path: string): Promise<T> {
  return (await (await fetch(server.url + path)).json()) as T;
}

function figures(values: number[]): string {
  return `${quantile(values, 0.5).toFixed(1)}, ${quantile(values, 0.95).toFixed(1)} ms`;
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function row(what: string, measured: string, goal: string): void {
  rows.push([what, measured, goal]);
}

function print(engine: string): void {
  console.log(`Jobs on ${engine} with ${COUNT} completions, and what others notice of them.\n`);
  console.log('| What | Measured | Goal |\n| --- | --- | --- |');
  for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
}
