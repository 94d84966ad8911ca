import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, askMany, median } from './support/load';
import { startProgram, type Program } from './support/program';

/**
 * What the gateway costs, as ratios to a bare provider called directly, in one run: the built server, the stub provider
 * and this client are three processes on one machine.
 */
const MESSAGES = [{ role: 'user', content: 'What is keyset pagination? '.repeat(20) }];
const UNARY = { model: 'unary', messages: MESSAGES };
const rows: [what: string, measured: string, goal: string][] = [];

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const stub = await startProgram(['--import', 'tsx', 'bench/support/stub-provider.ts']);
const gateway = await startGateway();
const direct = stub.url;
const relayed = `${gateway.url}/v1`;
try {
  await warmUp();
  await unaryCpu();
  await latency();
  for (const streams of [1, 50, 200]) await streamCpu(streams);
  await bombs();
  await largeBodies();
} finally {
  await gateway.stop();
  await stub.stop();
  rmSync(folder, { recursive: true, force: true });
}
print();

async function startGateway(): Promise<Program> {
  const providers = join(folder, 'AIProviders.json');
  writeFileSync(providers, JSON.stringify({ providers: { stub: { baseURL: stub.url } } }));
  return startProgram(['dist/server/main.js'], {
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'bench.db')}`,
    PROVIDERS_FILE: providers,
    DEFAULT_PROVIDER: 'stub',
    LOG_LEVEL: 'silent',
  });
}

async function warmUp(): Promise<void> {
  for (const url of [direct, relayed]) {
    await askMany(url, UNARY, { count: 3_000, atOnce: 8 });
    await askMany(url, streamOf(200, 1), { count: 40, atOnce: 10 });
  }
  await askMany(relayed, { ...UNARY, store: true }, { count: 1_000, atOnce: 8 });
  await askMany(relayed, { ...streamOf(200, 1), store: true }, { count: 40, atOnce: 10 });
}

function streamOf(chunks: number, ms: number) {
  return { model: `stream-${chunks}-${ms}`, stream: true, messages: MESSAGES };
}

/** CPU of one process per piece of work, in microseconds. */
async function cpuEach(program: Program, pieces: number, work: () => Promise<unknown>) {
  const before = program.cpu();
  await work();
  return ((program.cpu() - before) * 1_000) / pieces;
}

async function unaryCpu(): Promise<void> {
  const load = { count: 4_000, atOnce: 8 };
  const bare = await cpuEach(stub, load.count, () => askMany(direct, UNARY, load));
  for (const [store, goal] of [
    [false, 6],
    [true, 16],
  ] as const) {
    const body = { ...UNARY, store };
    const cost = await cpuEach(gateway, load.count, () => askMany(relayed, body, load));
    row(
      `CPU of a relayed answer${store ? ', stored' : ''} / the stub's`,
      `${ratio(cost, bare)} (${cost.toFixed(0)} / ${bare.toFixed(0)} µs)`,
      `≤ ${goal}`,
    );
  }
}

async function latency(): Promise<void> {
  const times = { direct: [] as number[], relayed: [] as number[], stored: [] as number[] };
  const first = { direct: [] as number[], relayed: [] as number[], stored: [] as number[] };
  const stream = streamOf(2, 1);
  for (let n = 0; n < 400; n += 1) {
    times.direct.push((await ask(direct, UNARY)).totalMs);
    times.relayed.push((await ask(relayed, UNARY)).totalMs);
    times.stored.push((await ask(relayed, { ...UNARY, store: true })).totalMs);
    first.direct.push((await ask(direct, stream)).firstByteMs);
    first.relayed.push((await ask(relayed, stream)).firstByteMs);
    first.stored.push((await ask(relayed, { ...stream, store: true })).firstByteMs);
  }
  const trip = median(times.direct);
  const added = median(times.relayed) - trip;
  row(
    'added latency / one round trip',
    `${ratio(added, trip)} (${ms(added)} / ${ms(trip)})`,
    '≤ 0.45 ms',
  );
  row('added latency, stored (two commits)', ms(median(times.stored) - trip), '≤ 1.2 ms');
  row('added time to the first token, p50', ms(median(first.relayed) - median(first.direct)), '–');
  row(
    'added time to the first token, stored, p50',
    ms(median(first.stored) - median(first.direct)),
    '≤ 1 ms',
  );
}

async function streamCpu(streams: number): Promise<void> {
  const chunks = streams === 1 ? 4_000 : 400;
  const body = streamOf(chunks, streams === 1 ? 1 : 10);
  const load = { count: streams, atOnce: streams };
  const pieces = streams * chunks;
  const bare = await cpuEach(stub, pieces, () => askMany(direct, body, load));
  for (const store of [false, true]) {
    const cost = await cpuEach(gateway, pieces, () => askMany(relayed, { ...body, store }, load));
    row(
      `CPU per chunk / the stub's, ${streams} ${streams === 1 ? 'stream' : 'streams'}${store ? ', stored' : ''}`,
      `${ratio(cost, bare)} (${cost.toFixed(1)} / ${bare.toFixed(1)} µs)`,
      streams === 50 && store ? '≤ 2' : '–',
    );
  }
}

/** How long the server answers nobody else while it refuses what is made to keep it busy. */
async function bombs(): Promise<void> {
  let longest = 0;
  for (const bomb of [
    '['.repeat(10_000_000),
    '{"a":'.repeat(2_000_000),
    `"${'\\"'.repeat(5_000_000)}`,
  ]) {
    const refused = ask(relayed, bomb);
    const bombing = { isOn: true };
    const ended = () => {
      bombing.isOn = false;
    };
    refused.then(ended, ended);
    while (bombing.isOn) {
      const started = performance.now();
      await fetch(`${gateway.url}/livez`);
      longest = Math.max(longest, performance.now() - started);
    }
  }
  row('longest wait of others during JSON bombs of 10 MB', ms(longest), '< 100 ms');
}

async function largeBodies(): Promise<void> {
  const body = JSON.stringify({
    model: 'unary',
    store: true,
    messages: [{ role: 'user', content: 'x'.repeat(10_000_000) }],
  });
  const answers = await Promise.allSettled(Array.from({ length: 100 }, () => ask(relayed, body)));
  const statuses = answers.map((a) => (a.status === 'fulfilled' ? a.value.status : 0));
  const count = (status: number) => statuses.filter((each) => each === status).length;
  row(
    '100 bodies of 10 MB at once, stored',
    `${gateway.memory().peak.toFixed(0)} MB at most; ${count(200)} answered, ${count(503)} asked to come again, ${count(0)} cut`,
    '< 800 MB',
  );
}

function row(what: string, measured: string, goal: string): void {
  rows.push([what, measured, goal]);
}

function ratio(value: number, base: number): string {
  return (value / base).toFixed(2);
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

function print(): void {
  console.log(
    'What the gateway costs against a bare provider that is called directly, in one run; CPU of whole processes, its database threads included.\n',
  );
  console.log('| What | Measured | Goal |\n| --- | --- | --- |');
  for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
}
