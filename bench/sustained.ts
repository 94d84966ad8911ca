import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPositions } from '../server/store/completion-id';
import { openStore } from '../server/store/open-store';
import type { Store } from '../server/store/store';
import { emptyPostgres } from './support/empty-postgres';
import { median } from './support/load';
import { sampleExchange } from './support/seed';

/**
 * Completions stored by 32 at once for ten minutes, and one after another for a tenth of that before; how far the search index is behind
 * at the end. On SQLite and, where BENCH_POSTGRES names a server, on PostgreSQL. `tsx bench/sustained.ts 2`: two minutes.
 */
const MINUTES = Number(process.argv[2] ?? 10);
const LANES = 32;
const next = createPositions();
let serial = 0;

console.log(`For ${MINUTES} minutes.\n`);
console.log('| What | Measured | Goal |\n| --- | --- | --- |');
const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
try {
  await measure('SQLite', `file:${join(folder, 'sustained.db')}`);
  const server = process.env['BENCH_POSTGRES'];
  if (server) await measure('PostgreSQL', await emptyPostgres(server));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(engine: string, url: string): Promise<void> {
  const store = await openStore(url);
  try {
    const alone = await rate(store, 1, MINUTES * 6_000);
    const together = await rate(store, LANES, MINUTES * 60_000);
    const { waiting, seconds } = await store.searchLag();
    say(`${engine}: stores a second, one after another`, alone.each.toFixed(0));
    say(`${engine}: stores a second, ${LANES} at once`, together.each.toFixed(0));
    say(
      `${engine}: ${LANES} at once / serial`,
      `${(together.each / alone.each).toFixed(2)} ×`,
      '≥ 3',
    );
    say(
      `${engine}: a store at the beginning, at the end, median`,
      `${together.first.toFixed(1)}, ${together.last.toFixed(1)} ms`,
    );
    say(
      `${engine}: index lag at the end`,
      `${seconds.toFixed(1)} s, ${waiting} completions`,
      '≤ 2 s',
    );
  } finally {
    await store.close();
  }
}

async function rate(store: Store, lanes: number, ms: number) {
  const started = performance.now();
  const times: number[] = [];
  const lane = async () => {
    while (performance.now() - started < ms) {
      const { draft, outcome } = sampleExchange((serial += 1), next());
      const from = performance.now();
      await store.begin(draft);
      await store.finish(draft.id, outcome);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const tenth = Math.ceil(times.length / 10);
  return {
    each: times.length / ((performance.now() - started) / 1_000),
    first: median(times.slice(0, tenth)),
    last: median(times.slice(-tenth)),
  };
}

function say(what: string, measured: string, goal = '–'): void {
  console.log(`| ${what} | ${measured} | ${goal} |`);
}
