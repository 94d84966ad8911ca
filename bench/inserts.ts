import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, median } from './support/load';
import { type Program, startProgram, WATCHED } from './support/program';

/**
 * How long the event loop is held up while 300 answers a second are stored, and while nothing happens, by turns:
 * `tsx bench/inserts.ts 9` sets the number of rounds.
 */
const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = 10;
const EVERY_MS = 10;
const AT_A_TIME = 3;
const MOST_WAITING = 100;
const BODY = {
  model: 'unary',
  store: true,
  messages: [{ role: 'user', content: 'What is keyset pagination? '.repeat(20) }],
};

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const running: Program[] = [];
try {
  const stub = await startProgram(['--import', 'tsx', 'bench/support/stub-provider.ts']);
  running.push(stub);
  const providers = join(folder, 'AIProviders.json');
  writeFileSync(providers, JSON.stringify({ providers: { stub: { baseURL: stub.url } } }));
  const server = await startProgram([...WATCHED, 'dist/server/main.js'], {
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'bench.db')}`,
    PROVIDERS_FILE: providers,
    DEFAULT_PROVIDER: 'stub',
    LOG_LEVEL: 'silent',
  });
  running.push(server);
  // Until its code is compiled.
  await store(server);
  const idle: number[] = [];
  const busy: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await server.loop();
    await sleep(SECONDS * 1_000);
    idle.push((await server.loop()).p99);
    rates.push(await store(server));
    busy.push((await server.loop()).p99);
  }
  const [before, during] = [median(idle), median(busy)];
  const rate = median(rates).toFixed(0);
  console.log(
    `| Event loop, p99 of its delay, medians of ${ROUNDS} rounds of ${SECONDS} s by turns | Measured | Goal |`,
  );
  console.log('| --- | --- | --- |');
  console.log(
    `| at ${rate} answers stored a second / idle | ${(during / before).toFixed(2)} (${during.toFixed(1)} / ${before.toFixed(1)} ms) | ≤ 1.5 |`,
  );
} finally {
  for (const program of running) await program.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Asks every {@link EVERY_MS}, whatever has been answered until then. Resolves with how many a second were stored. */
async function store({ url }: Program): Promise<number> {
  const began = performance.now();
  const waiting = new Set<Promise<void>>();
  let stored = 0;
  const one = async () => {
    const { status } = await ask(`${url}/v1`, BODY);
    if (status !== 200) throw new Error(`an answer was ${status}`);
    stored += 1;
  };
  for (let at = 0; at < SECONDS * 1_000; at += EVERY_MS) {
    // A machine that cannot do so many is not to be drowned: the rate that is printed says so.
    for (let n = 0; n < AT_A_TIME && waiting.size < MOST_WAITING; n += 1) {
      const asked = one().finally(() => waiting.delete(asked));
      waiting.add(asked);
    }
    await sleep(Math.max(0, began + at + EVERY_MS - performance.now()));
  }
  await Promise.all(waiting);
  return (stored / (performance.now() - began)) * 1_000;
}
