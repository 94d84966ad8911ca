import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from './support/program';

/**
 * Calls through the built server to providers that close idle connections, or the one on which they had a fault. Pauses
 * between calls are random, around the time after which they do. `tsx bench/connections.ts 200` sets the number of calls
 * to each. Ends with 1 if one failed.
 */
const CALLS = Number(process.argv[2] ?? 2_000);
const CLIENTS = 100;
const KINDS = [
  { seconds: 1, habit: 'named' },
  { seconds: 2, habit: 'named' },
  { seconds: 5, habit: 'named' },
  { seconds: 1, habit: 'silent' },
  { seconds: 2, habit: 'silent' },
  { seconds: 5, habit: 'silent' },
  { seconds: 0, habit: 'faulty' },
] as const;
const CLOSES = {
  named: (seconds: number) => `${seconds} s, as it says in \`Keep-Alive\``,
  silent: (seconds: number) => `${seconds} s, and does not say so`,
  faulty: () => 'every third answer, a 500, at once',
};
/** The provider's own fault, passed on as it came, is no failure of the connection. */
const FINE = /"Hi"|Internal Server Error/;
const SHORT_PAUSE_MS = 300;
const PROVIDER = ['--import', 'tsx', 'bench/support/closing-provider.ts'];

const load = () => loadavg()[0] ?? 0;
const before = load();
const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const providers = await Promise.all(
  KINDS.map(({ seconds, habit }) => startProgram([...PROVIDER, String(seconds), habit])),
);
const file = join(folder, 'providers.json');
const named = providers.map(({ url }, i): [string, object] => [`p${i}`, { baseURL: url }]);
writeFileSync(file, JSON.stringify({ providers: Object.fromEntries(named) }), { mode: 0o600 });
const server = await startProgram(['dist/server/main.js'], {
  PORT: '0',
  DATABASE_URL: `file:${join(folder, 'bench.db')}`,
  PROVIDERS_FILE: file,
  LOG_LEVEL: 'silent',
});
let failed: number[] = [];
try {
  failed = await Promise.all(KINDS.map(({ seconds }, i) => callOften(`p${i}:m`, seconds)));
  print();
} finally {
  await Promise.all([server, ...providers].map((program) => program.stop()));
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed.some((count) => count > 0) ? 1 : 0;

/** Resolves with the number of calls that failed. */
async function callOften(model: string, seconds: number): Promise<number> {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] });
  const call = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const client = async () => {
    let count = 0;
    for (let n = 0; n < CALLS / CLIENTS; n += 1) {
      await sleep(Math.random() * (seconds * 1_300 || SHORT_PAUSE_MS));
      const response = await fetch(`${server.url}/v1/chat/completions`, call);
      if (!FINE.test(await response.text())) count += 1;
    }
    return count;
  };
  const counts = await Promise.all(Array.from({ length: CLIENTS }, client));
  return counts.reduce((sum, count) => sum + count, 0);
}

function print(): void {
  console.log(
    'Calls with random pauses to providers that close idle connections without any grace, and how many of them failed.\n',
  );
  console.log('| The provider closes after | Failed | Goal |\n| --- | --- | --- |');
  for (const [i, { seconds, habit }] of KINDS.entries())
    console.log(`| ${CLOSES[habit](seconds)} | ${failed[i]} of ${CALLS} | 0 |`);
  console.log(
    `\nLoad of the machine, over one minute: ${before.toFixed(1)} at the start, ${load().toFixed(1)} at the end.`,
  );
}
