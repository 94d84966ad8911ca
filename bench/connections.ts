import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from './support/program';

/**
 * Calls through the built server to providers that close idle connections. Pauses between calls are random, around the
 * time after which they do. `tsx bench/connections.ts 200` sets the number of calls to each. Ends with 1 if one failed.
 */
const CALLS = Number(process.argv[2] ?? 2_000);
const CLIENTS = 100;
const KINDS = [
  { seconds: 1, hint: 'named' },
  { seconds: 2, hint: 'named' },
  { seconds: 5, hint: 'named' },
  { seconds: 1, hint: 'silent' },
  { seconds: 2, hint: 'silent' },
  { seconds: 5, hint: 'silent' },
] as const;
const PROVIDER = ['--import', 'tsx', 'bench/support/closing-provider.ts'];

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const providers = await Promise.all(
  KINDS.map(({ seconds, hint }) => startProgram([...PROVIDER, String(seconds), hint])),
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
      await sleep(Math.random() * seconds * 1_300);
      const response = await fetch(`${server.url}/v1/chat/completions`, call);
      if (!(await response.text()).includes('"Hi"')) count += 1;
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
  for (const [i, { seconds, hint }] of KINDS.entries()) {
    const how = hint === 'named' ? 'as it says in `Keep-Alive`' : 'and does not say so';
    console.log(`| ${seconds} s, ${how} | ${failed[i]} of ${CALLS} | 0 |`);
  }
}
