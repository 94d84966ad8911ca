import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askMany, median } from './support/load';
import { type Program, startProgram } from './support/program';

/** What it costs that the text of stored answers is kept each second while they are being made: the same without that. */
const CHUNKS = 200;
const EVERY_MS = 20;
const ROUNDS = 3;
const MESSAGES = [{ role: 'user', content: 'What is keyset pagination?' }];
const body = {
  model: `stream-${CHUNKS}-${EVERY_MS}`,
  stream: true,
  store: true,
  messages: MESSAGES,
};
const WITHOUT = ['--import', './bench/support/keeps-nothing.mjs'];

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const stub = await startProgram(['--import', 'tsx', 'bench/support/stub-provider.ts']);
const providers = join(folder, 'AIProviders.json');
writeFileSync(providers, JSON.stringify({ providers: { stub: { baseURL: stub.url } } }));
type Cost = { cpu: number; written: number };
const rows: string[][] = [];
try {
  const [keeping, bare] = [await startServer('with', []), await startServer('without', WITHOUT)];
  for (const server of [keeping, bare]) await costOf(server, 20);
  for (const streams of [1, 50, 200]) {
    const costs: [Cost, Cost][] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      costs.push([await costOf(keeping, streams), await costOf(bare, streams)]);
    const of = (which: 0 | 1, what: keyof Cost) => median(costs.map((both) => both[which][what]));
    rows.push([
      String(streams),
      `${of(0, 'cpu').toFixed(1)} µs`,
      `${of(1, 'cpu').toFixed(1)} µs`,
      (of(0, 'cpu') / of(1, 'cpu')).toFixed(2),
      `${of(0, 'written').toFixed(1)} KB`,
      `${of(1, 'written').toFixed(1)} KB`,
    ]);
  }
  await Promise.all([keeping.stop(), bare.stop()]);
} finally {
  await stub.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `Stored streams of ${CHUNKS} chunks, one every ${EVERY_MS} ms, SQLite; the median of ${ROUNDS} rounds in turns. CPU of the whole process per chunk, its database threads included; what it wrote to the disk per stream.\n`,
);
console.log('| Streams at once | CPU | without | ratio | Written | without |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);

async function costOf(server: Program, streams: number): Promise<Cost> {
  const url = `${new URL(server.url).origin}/v1`;
  const [cpu, written] = [server.cpu(), writtenBy(server)];
  await askMany(url, body, { count: streams, atOnce: streams });
  return {
    cpu: ((server.cpu() - cpu) * 1_000) / (streams * CHUNKS),
    written: (writtenBy(server) - written) / streams / 1_000,
  };
}

function startServer(name: string, flags: string[]): Promise<Program> {
  return startProgram([...flags, 'dist/server/main.js'], {
    PORT: '0',
    DATABASE_URL: `file:${join(folder, `${name}.db`)}`,
    PROVIDERS_FILE: providers,
    DEFAULT_PROVIDER: 'stub',
    LOG_LEVEL: 'silent',
  });
}

/** Bytes that a process had written to the disk. Reads /proc: Linux only. */
function writtenBy({ pid }: Program): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? 0);
}
