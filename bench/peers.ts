import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, askMany, closeIdle, median } from './support/load';
import { startPeers } from './support/peers';
import { type Program, startProgram } from './support/program';

/**
 * One answer of a bare provider, called directly and through gateways: ours, ours with the answer stored durably, and two
 * of others. By turns, so that a busy moment meets all; `tsx bench/peers.ts 9` sets the number of rounds.
 */
const ROUNDS = Number(process.argv[2] ?? 5);
/** Rounds before that, after which the code is compiled. */
const WARM = 3;
const LOAD = { count: 1_000, atOnce: 8 };
const ALONE = 100;
const MESSAGES = [{ role: 'user', content: 'What is keyset pagination? '.repeat(20) }];

type Way = {
  name: string;
  url: string;
  program: Program;
  body: object;
  headers?: Record<string, string>;
  goals?: [cpu: string, latency: string];
  cpu: number[];
  /** Of the thread that indexes what is stored; 0 where nothing is. */
  indexer: number[];
  times: number[];
};

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const running: Program[] = [];
try {
  const ways = await startAll();
  for (let round = -WARM; round < ROUNDS; round++)
    for (const way of ways) {
      const { cpu, indexer, milliseconds } = await measure(way);
      if (round < 0) continue;
      way.cpu.push(cpu);
      way.indexer.push(indexer);
      way.times.push(milliseconds);
    }
  print(ways);
} finally {
  for (const program of running) await program.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function startAll(): Promise<Way[]> {
  const stub = await started(startProgram(['--import', 'tsx', 'bench/support/stub-provider.ts']));
  const providers = join(folder, 'AIProviders.json');
  writeFileSync(providers, JSON.stringify({ providers: { stub: { baseURL: stub.url } } }));
  const ours = await started(
    startProgram(['--import', './bench/support/thread-ids.mjs', 'dist/server/main.js'], {
      THREAD_IDS: folder,
      PORT: '0',
      DATABASE_URL: `file:${join(folder, 'bench.db')}`,
      PROVIDERS_FILE: providers,
      DEFAULT_PROVIDER: 'stub',
      LOG_LEVEL: 'silent',
    }),
  );
  const peers = await startPeers(stub.url);
  running.push(...peers.map(({ program }) => program));
  const body = { model: 'unary', messages: MESSAGES };
  const url = `${ours.url}/v1`;
  const own = { url, program: ours };
  const ways: Omit<Way, 'cpu' | 'indexer' | 'times'>[] = [
    { name: 'the bare provider', url: stub.url, program: stub, body },
    { ...own, name: 'Chatkeep', body, goals: ['≤ 6', '≤ 0.45 ms'] },
    {
      ...own,
      name: 'Chatkeep, stored durably',
      body: { ...body, store: true },
      goals: ['≤ 16', '≤ 1.2 ms'],
    },
    ...peers.map((peer) => ({ ...peer, body: { ...body, model: `${peer.prefix}unary` } })),
  ];
  return ways.map((way) => ({ ...way, cpu: [], indexer: [], times: [] }));
}

async function started(starting: Promise<Program>): Promise<Program> {
  const program = await starting;
  running.push(program);
  return program;
}

/** CPU of the process and of its indexing thread in microseconds an answer, and how long one takes when it is alone. */
async function measure({ program, url, body, headers }: Way) {
  const isStored = 'store' in body;
  const ofIndexer = () => (isStored ? program.threadCpu(indexerId()) : 0);
  const before = [program.cpu(), ofIndexer()] as const;
  const answers = await askMany(url, body, LOAD, headers);
  const cpu = ((program.cpu() - before[0]) * 1_000) / LOAD.count;
  const indexer = ((ofIndexer() - before[1]) * 1_000) / LOAD.count;
  const bad = answers.find(({ status }) => status !== 200);
  if (bad) throw new Error(`${url} answered ${bad.status}`);
  const times: number[] = [];
  for (let n = 0; n < ALONE; n++) times.push((await ask(url, body, headers)).totalMs);
  closeIdle();
  return { cpu, indexer, milliseconds: median(times) };
}

function indexerId(): string {
  return readFileSync(join(folder, 'index-worker.js'), 'utf8');
}

function print(ways: Way[]): void {
  const [bare] = ways;
  if (!bare) return;
  const [cost, trip] = [median(bare.cpu), median(bare.times)];
  console.log(
    `One small answer through each, ${ROUNDS} rounds by turns, medians: CPU of whole processes, all threads included, with ${LOAD.atOnce} requests at once; latency of one request at a time, over that of the bare provider (${trip.toFixed(2)} ms).\n`,
  );
  console.log(
    '| Through | CPU an answer | of it the thread that indexes | the rest / the bare provider’s | Goal | added latency | Goal |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const { name, cpu, indexer, times, goals = ['–', '–'] } of ways) {
    const [all, ofIndexer, added] = [median(cpu), median(indexer), median(times) - trip];
    const [aside, rest] = [`${ofIndexer.toFixed(0)} µs`, (all - ofIndexer) / cost];
    const cells = [`${all.toFixed(0)} µs`, aside, rest.toFixed(1), goals[0]];
    console.log(`| ${[name, ...cells, `${added.toFixed(2)} ms`, goals[1]].join(' | ')} |`);
  }
}
