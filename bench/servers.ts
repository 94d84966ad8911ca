import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askMany, median } from './support/load';
import { type Program, startProgram } from './support/program';
import { emptyPostgres } from './support/empty-postgres';

/**
 * One, two and four built servers on one PostgreSQL (BENCH_POSTGRES): how many answers they store a second, 32 at once in
 * all. All share the cores of one machine with PostgreSQL and who asks, so it says what sharing costs, not what it gains.
 */
const AT_ONCE = 32;
const COUNT = 2_000;
const ROUNDS = 5;
const BODY = { model: 'unary', store: true, messages: [{ role: 'user', content: 'Hello there' }] };

const postgres = process.env['BENCH_POSTGRES'];
if (!postgres) console.log('BENCH_POSTGRES names no server: nothing was measured.');
else await measure(postgres);

async function measure(server: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
  const stub = await startProgram(['--import', 'tsx', 'bench/support/stub-provider.ts']);
  const providers = join(folder, 'AIProviders.json');
  writeFileSync(providers, JSON.stringify({ providers: { stub: { baseURL: stub.url } } }));
  const start = (DATABASE_URL: string) =>
    startProgram(['dist/server/main.js'], {
      PORT: '0',
      DATABASE_URL,
      PROVIDERS_FILE: providers,
      DEFAULT_PROVIDER: 'stub',
      LOG_LEVEL: 'silent',
    });
  const url = await emptyPostgres(server);
  const running = await Promise.all([1, 2, 3, 4].map(() => start(url)));
  try {
    for (const one of running) await round([one]);
    const found = new Map<number, { rate: number; cpu: number }[]>();
    for (let n = 0; n < ROUNDS; n += 1)
      for (const many of [1, 2, 4])
        found.set(many, [...(found.get(many) ?? []), await round(running.slice(0, many))]);
    console.log(
      '| Servers | Stored a second | / that of one | CPU of the servers, an answer |\n| --- | --- | --- | --- |',
    );
    const rateOf = (many: number) => median((found.get(many) ?? []).map(({ rate }) => rate));
    for (const [many, rounds] of found)
      console.log(
        `| ${many} | ${rateOf(many).toFixed(0)} | ${(rateOf(many) / rateOf(1)).toFixed(2)} × | ${median(rounds.map(({ cpu }) => cpu)).toFixed(0)} µs |`,
      );
  } finally {
    for (const program of [...running, stub]) await program.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function round(servers: readonly Program[]): Promise<{ rate: number; cpu: number }> {
  const cpu = () => servers.reduce((sum, server) => sum + server.cpu(), 0);
  const [began, before] = [performance.now(), cpu()];
  const load = { count: COUNT / servers.length, atOnce: AT_ONCE / servers.length };
  const answers = await Promise.all(
    servers.map((server) => askMany(`${new URL(server.url).origin}/v1`, BODY, load)),
  );
  const failed = answers.flat().filter(({ status }) => status !== 200).length;
  if (failed > 0) throw new Error(`${failed} answers failed`);
  return {
    rate: COUNT / ((performance.now() - began) / 1_000),
    cpu: ((cpu() - before) * 1_000) / COUNT,
  };
}
