import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from './support/load';
import { type Program, startProgram } from './support/program';

/** How long a small request waits while each kind of large body is worked on, and what memory that takes; some minutes. */
const MB = 1_000_000;
const load = loadavg()[0]?.toFixed(0);
const rows: [what: string, wait: string, peak: string, answer: string][] = [];
const many = (piece: string, megabytes: number) =>
  piece.repeat(Math.floor((megabytes * MB) / Buffer.byteLength(piece)));
const asking = (content: string, more = '') =>
  `{"model":"large",${more}"messages":[{"role":"user","content":${content}}]}`;

const CONTENTS: Record<string, string> = {
  'a picture of 20 MB': `[{"type":"image_url","image_url":{"url":"data:image/png;base64,${many('iVBORw0K', 20)}"}}]`,
  '18 MB of {}': `[${many('{},', 18)}{}]`,
  '18 MB of small parts': `[${many('{"type":"text","text":"hello world"},', 18)}{}]`,
  '18 MB of escapes': `"${many(String.raw`\"\\\n`, 18)}"`,
  '18 MB of emoji': `"${many('😀', 18)}"`,
};
let answer = '{}';
const provider = http.createServer((request, response) => {
  request.resume();
  request.on('end', () =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
  );
});
await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const baseURL = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`;
const file = join(folder, 'AIProviders.json');
writeFileSync(file, JSON.stringify({ providers: { bench: { baseURL } } }));

const SMALL =
  '{"id":"a","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}';
try {
  await measure('nothing', () => new Promise((resolve) => setTimeout(() => resolve('–'), 2_000)));
  for (const [name, content] of Object.entries(CONTENTS)) {
    answer = SMALL;
    await measure(`create, not kept: ${name}`, (url) => create(url, asking(content)));
    await measure(`create, kept: ${name}`, (url) => create(url, asking(content, '"store":true,')));
    await measure(`relayed: ${name}`, (url) =>
      send(`${url}/v1/embeddings`, `{"model":"m","input":${content}}`),
    );
    await measure(`update: ${name}`, (url) =>
      send(`${url}/v1/chat/completions/x`, `{"metadata":{"a":${content}}}`),
    );
    await measure(`demo: ${name}`, (url) =>
      create(url, asking(content).replace('large', 'demo:demo-markdown')),
    );
    await measure(`import line: ${name}`, (url) =>
      send(`${url}/api/import`, SMALL.replace('"choices"', `"messages":${content},"choices"`)),
    );
    answer = SMALL.replace('"Hi"', content);
    await measure(`answer, kept: ${name}`, (url) => create(url, asking('"Hi"', '"store":true,')));
  }
  answer = SMALL;
  const text = asking(`"${many('x', 10)}"`, '"store":true,');
  await measure('100 bodies of 10 MB at once, kept', (url) => createMany(url, text, 100));
  const values = asking(`[${many('{},', 18)}{}]`, '"store":true,');
  await measure('six bodies of 18 MB of {} at once, kept', (url) => createMany(url, values, 6));
  const names = asking(`[{"${many('n', 31)}":1}]`, '"store":true,');
  await measure('six bodies with a name of 31 MB at once, kept', (url) =>
    createMany(url, names, 6),
  );
  const unknown = `{"${many('n', 31)}":1}`;
  const update = (url: string) => send(`${url}/v1/chat/completions/x`, unknown);
  await measure('an update with a name of 31 MB', update);
  await measure('six updates with a name of 31 MB at once', async (url) =>
    counted(await Promise.all(Array.from({ length: 6 }, () => update(url)))),
  );
} finally {
  provider.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `The longest that one of many small requests (\`GET /livez\`, one after the other) waited while a body was worked on; each in a server of its own. What else the machine did is in every figure: the row “nothing” is a server to which nothing large was sent. Load of the machine at the beginning ${load}, at the end ${loadavg()[0]?.toFixed(0)}.\n`,
);
console.log(
  '| Body | Longest wait (goal < 100 ms) | Memory at most | Answer |\n| --- | --- | --- | --- |',
);
for (const row of rows) console.log(`| ${row.join(' | ')} |`);

async function measure(what: string, work: (url: string) => Promise<string>): Promise<void> {
  const server = await startServer();
  const url = new URL(server.url).origin;
  const watch = { isOver: false };
  let longest = 0;
  const watching = (async () => {
    while (!watch.isOver) {
      const started = performance.now();
      await (await fetch(`${url}/livez`)).text();
      longest = Math.max(longest, performance.now() - started);
    }
  })();
  const said = await work(url);
  watch.isOver = true;
  await watching;
  rows.push([what, `${longest.toFixed(0)} ms`, `${server.memory().peak.toFixed(0)} MB`, said]);
  await server.stop();
}

function startServer(): Promise<Program> {
  return startProgram(['dist/server/main.js'], {
    PORT: '0',
    DATABASE_URL: `file:${join(mkdtempSync(join(folder, 'db-')), 'bench.db')}`,
    PROVIDERS_FILE: file,
    DEFAULT_PROVIDER: 'bench',
    LOG_LEVEL: 'silent',
  });
}

async function create(url: string, body: string | Buffer): Promise<string> {
  return ask(`${url}/v1`, body).then(
    ({ status }) => String(status),
    () => 'cut',
  );
}

async function createMany(url: string, text: string, count: number): Promise<string> {
  // Sent from one place in memory.
  const body = Buffer.from(text);
  const statuses = await Promise.all(Array.from({ length: count }, () => create(url, body)));
  return counted(statuses);
}

/** How often each status came. */
function counted(statuses: string[]): string {
  return [...new Set(statuses)]
    .map((status) => `${statuses.filter((each) => each === status).length} × ${status}`)
    .join(', ');
}

async function send(url: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.text();
  return String(response.status);
}
