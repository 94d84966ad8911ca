import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from './support/program';

/**
 * Calls through the built server to providers that close a connection when it has been idle for so long, to the
 * millisecond, whether they say so or not. Pauses between calls are random, around that time. Nothing may fail.
 */
const CALLS = Number(process.argv[2] ?? 2_000);
const CLIENTS = 100;
const KINDS = [
  { seconds: 1, isNamed: true },
  { seconds: 2, isNamed: true },
  { seconds: 5, isNamed: true },
  { seconds: 5, isNamed: false },
  { seconds: 2, isNamed: false },
  { seconds: 1, isNamed: false },
];
const ANSWER = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
});

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const providers = await Promise.all(KINDS.map((kind) => startProvider(kind)));
const file = join(folder, 'providers.json');
writeFileSync(
  file,
  JSON.stringify({
    providers: Object.fromEntries(providers.map(({ baseURL }, i) => [`p${i}`, { baseURL }])),
  }),
  { mode: 0o600 },
);
const server = await startProgram(['dist/server/main.js'], {
  PORT: '0',
  DATABASE_URL: `file:${join(folder, 'bench.db')}`,
  PROVIDERS_FILE: file,
  LOG_LEVEL: 'silent',
});
let failures = 0;
try {
  const failed = await Promise.all(KINDS.map((kind, i) => callOften(`p${i}:m`, kind.seconds)));
  print(failed);
  failures = failed.reduce((sum, count) => sum + count, 0);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failures === 0 ? 0 : 1);

/** As servers without any grace do it: the connection is ended as soon as its time is over. */
async function startProvider({ seconds, isNamed }: (typeof KINDS)[number]) {
  const hint = isNamed ? `connection: keep-alive\r\nkeep-alive: timeout=${seconds}\r\n` : '';
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${hint}content-length: ${ANSWER.length}\r\n\r\n`;
  let connections = 0;
  const listener = net.createServer((socket: Socket) => {
    connections += 1;
    let idle: NodeJS.Timeout | undefined;
    let received = '';
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      clearTimeout(idle);
      received += bytes.toString();
      if (!received.endsWith('}')) return;
      received = '';
      socket.write(head + ANSWER);
      idle = setTimeout(() => socket.destroy(), seconds * 1_000);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  return { baseURL: `http://127.0.0.1:${port}/v1`, connections: () => connections };
}

/** Resolves with the number of calls that failed. */
async function callOften(model: string, seconds: number): Promise<number> {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] });
  const headers = { 'content-type': 'application/json' };
  const client = async () => {
    let failed = 0;
    for (let n = 0; n < CALLS / CLIENTS; n += 1) {
      await sleep(Math.random() * seconds * 1_300);
      const url = `${server.url}/v1/chat/completions`;
      const response = await fetch(url, { method: 'POST', headers, body });
      if ((await response.text()) !== ANSWER) failed += 1;
    }
    return failed;
  };
  const counts = await Promise.all(Array.from({ length: CLIENTS }, client));
  return counts.reduce((sum, count) => sum + count, 0);
}

function print(failed: readonly number[]): void {
  console.log(
    'Calls with random pauses to providers that close idle connections without any grace; how many of them failed.\n',
  );
  console.log('| The provider closes after | Connections | Failed | Goal |');
  console.log('| --- | --- | --- | --- |');
  for (const [i, { seconds, isNamed }] of KINDS.entries()) {
    const what = `${seconds} s, ${isNamed ? 'as it says in `Keep-Alive`' : 'and does not say so'}`;
    const opened = providers[i]?.connections() ?? 0;
    console.log(`| ${what} | ${opened} | ${failed[i]} of ${CALLS} | 0 |`);
  }
}
