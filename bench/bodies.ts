import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, asking, bodies, shapes } from './support/large-shapes';
import { type Loop, type Program, startProgram, WATCHED } from './support/program';
import { startWaiting } from './support/waits';

/**
 * How long small requests wait while each kind of large body is worked on, and what memory that takes; some minutes.
 * `npm run bench bodies`; BENCH_SHAPE names one shape,
 * or none of them (`-`): then all but the shapes is measured.
 */
const SMALL = Buffer.from(asking('"Hi"'));
const load = () => loadavg()[0]?.toFixed(1);
const loadBefore = load();
const only = process.env['BENCH_SHAPE'];
const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const provider = await startProgram(['--import', 'tsx', 'bench/support/large-provider.ts']);
/** Does nothing: what it waits for is the machine. */
const bare = await startProgram([
  ...WATCHED,
  '--eval',
  "const s = require('node:http').createServer((q, r) => r.end('ok')).listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${s.address().port}/`))",
]);
const providers = join(folder, 'AIProviders.json');
const bench = { baseURL: provider.url, apiKey: 'sk-bench-0123456789abcdef' };
writeFileSync(providers, JSON.stringify({ providers: { bench } }));

type Reading = {
  loop: Loop;
  bareLoop: Loop;
  livez: number;
  create: number;
  list: number;
  bare: number;
  peak: number;
  said: string;
};
const readings: (Reading & { what: string })[] = [];

/** What is done with a value, from where its bytes come. */
const ROUTES: Record<string, (url: string, content: string, name: string) => Promise<string>> = {
  'create, not kept': (url, content) => create(url, asking(content)),
  'create, kept': (url, content) => create(url, asking(content, '"store":true,')),
  'create, kept, by the demo': (url, content) =>
    create(url, asking(content, '"store":true,').replace('large', 'demo:demo-markdown')),
  'an update': (url, content) =>
    send(`${url}/v1/chat/completions/x`, `{"metadata":{"a":${content}}}`),
  'a relayed request': (url, content) =>
    send(`${url}/v1/embeddings`, `{"model":"m","input":${content}}`),
  'a filter of a job': (url, content) =>
    send(`${url}/api/jobs`, `{"kind":"delete","filter":{"model":${content}}}`),
  'a line of an import': (url, content) =>
    send(
      `${url}/api/import`,
      answering('"Hi"').replace(
        '"choices"',
        `"messages":[{"role":"user","content":${content}}],"choices"`,
      ),
    ),
  'an answer, not kept': (url, _, name) => create(url, from(`whole/${name}`)),
  'an answer, kept': (url, _, name) => create(url, from(`whole/${name}`, '"store":true,')),
  'an answer, compressed, kept': (url, _, name) =>
    create(url, from(`zipped/${name}`, '"store":true,')),
  'an answer where a stream was asked for, kept': (url, _, name) =>
    create(url, from(`whole/${name}`, '"store":true,"stream":true,')),
  'one event of a stream, kept': (url, _, name) =>
    create(url, from(`event/${name}`, '"store":true,"stream":true,')),
  'one event of a stream, not kept': (url, _, name) =>
    create(url, from(`event/${name}`, '"stream":true,')),
  'one event of a stream, a call, kept': (url, _, name) =>
    create(url, from(`calls/${name}`, '"store":true,"stream":true,')),
  'a relayed answer': (url, _, name) => send(`${url}/v1/embeddings`, from(`whole/${name}`)),
  'a refusal': (url, _, name) => create(url, from(`error/${name}`, '"store":true,')),
  'an error with status 200': (url, _, name) => create(url, from(`told/${name}`, '"store":true,')),
  'reading what was kept': readKept,
};

try {
  for (const [name, content] of Object.entries(shapes)) {
    if (only !== undefined && only !== name) continue;
    const server = await startServer();
    for (const [route, act] of Object.entries(ROUTES))
      await measure(server, `${name}: ${route}`, (url) => act(url, content, name));
    await server.stop();
  }
  if (only === undefined || only === '-') await whole();
} finally {
  await Promise.all([provider.stop(), bare.stop()]);
  rmSync(folder, { recursive: true, force: true });
}
print();

async function whole(): Promise<void> {
  const server = await startServer();
  await measure(server, 'nothing', () => new Promise((resolve) => setTimeout(resolve, 3_000, '–')));
  for (const [name, body] of Object.entries(bodies))
    await measure(server, name, (url) => create(url, body));
  for (const store of ['', '"store":true,'])
    await measure(server, `200,000 events of a stream${store && ', kept'}`, (url) =>
      create(url, from('events/a text of 30 MB', `${store}"stream":true,`)),
    );
  await measure(server, 'joining 200,000 events of 20 choices, and looking at them', joining);
  const ids = Array.from({ length: 10_000 }, (_, n) => `chatcmpl-${String(n).padStart(32, '0')}`);
  for (const kind of ['delete', 'restore'])
    await measure(server, `a job (${kind}) of 10,000 ids`, (url) =>
      send(`${url}/api/jobs`, JSON.stringify({ kind, ids })),
    );
  await server.stop();
  const text = asking(shapes['a text of 30 MB']?.slice(0, 10_000_000).concat('"') ?? '');
  for (const [what, body, count] of [
    ['100 bodies of 10 MB at once, kept', text, 100],
    ['6 bodies of 18 MB of {} at once', asking(shapes['18 MB of {}'] ?? ''), 6],
    ['6 bodies with a name of 30 MB at once', asking(shapes['a name of 30 MB'] ?? ''), 6],
  ] as const) {
    const own = await startServer();
    await measure(own, what, (url) => createMany(url, body, count));
    await own.stop();
  }
}

async function measure(
  server: Program,
  what: string,
  work: (url: string) => Promise<string>,
): Promise<void> {
  const url = new URL(server.url).origin;
  // Memory at most is counted anew.
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
  const stop = await startWaiting([
    { url: `${url}/livez` },
    { url: `${url}/v1/chat/completions`, body: SMALL.toString() },
    { url: `${url}/v1/chat/completions?limit=1&model=none` },
    { url: bare.url },
  ]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await Promise.all([server.loop(), bare.loop()]);
  const said = await work(url).catch((error: unknown) => String(error));
  const [loop, bareLoop] = await Promise.all([server.loop(), bare.loop()]);
  const [livez = 0, small = 0, list = 0, machine = 0] = await stop();
  const { peak } = server.memory();
  readings.push({ what, loop, bareLoop, livez, create: small, list, bare: machine, peak, said });
}

function startServer(): Promise<Program> {
  return startProgram([...WATCHED, '--max-semi-space-size=4', 'dist/server/main.js'], {
    PORT: '0',
    DATABASE_URL: `file:${join(mkdtempSync(join(folder, 'db-')), 'bench.db')}`,
    PROVIDERS_FILE: providers,
    DEFAULT_PROVIDER: 'bench',
    LOG_LEVEL: 'silent',
  });
}

function from(model: string, more = ''): string {
  return asking('"Hi"', more).replace('"large"', JSON.stringify(model));
}

function create(url: string, body: string | Buffer<ArrayBuffer>): Promise<string> {
  return send(`${url}/v1/chat/completions`, body);
}

async function createMany(url: string, text: string, count: number): Promise<string> {
  // Sent from one place in memory.
  const body = Buffer.from(text.replace('"messages"', '"store":true,"messages"'));
  const statuses = await Promise.all(
    Array.from({ length: count }, () => create(url, body).catch(() => 'cut')),
  );
  return [...new Set(statuses)]
    .map((status) => `${statuses.filter((each) => each === status).length} × ${status}`)
    .join(', ');
}

async function send(url: string, body: string | Buffer<ArrayBuffer>): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  return read(await fetch(url, { method: 'POST', headers, body }));
}

/** A long answer that waits for its end: five join it, five look at it, and all have all of it. */
async function joining(url: string): Promise<string> {
  const run = 'a-long-run-to-be-joined';
  const body = from('held/a text of 30 MB', '"store":true,"stream":true,"n":20,');
  const headers = { 'content-type': 'application/json', 'x-run': run };
  const first = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body });
  // On a busy machine it may fall so far behind that it is let go.
  const all = read(first).catch(() => 'let go');
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const path = `${url}/api/runs/${run}/stream`;
  const others = Array.from({ length: 10 }, async (_, n) =>
    read(await fetch(n % 2 === 0 ? path : `${path}?follow=false`)).catch(() => 'let go'),
  );
  return [await all, ...(await Promise.all(others))].join(' ');
}

/** Whatever the server kept of the shape last: as a completion, its messages, a row, a search, an export. */
async function readKept(url: string): Promise<string> {
  const list = (await (await fetch(`${url}/api/completions?limit=2`)).json()) as {
    data: { id: string }[];
  };
  const ids = list.data.map(({ id }) => id);
  const paths = ids.flatMap((id) => [
    `/v1/chat/completions/${id}`,
    `/v1/chat/completions/${id}/messages`,
    `/api/completions/${id}`,
  ]);
  const got: string[] = [];
  for (const path of [...paths, '/v1/chat/completions?limit=100', '/api/completions?q=word'])
    got.push(await read(await fetch(`${url}${path}`)));
  return got.join(' ');
}

async function read(response: Response): Promise<string> {
  for await (const _ of response.body ?? []);
  return String(response.status);
}

function print(): void {
  const ms = (value: number) => value.toFixed(0);
  const loopText = ({ longest, own }: Loop) => `**${ms(own)}** (${ms(longest)})`;
  console.log(
    `How long others wait while a body is worked on, in milliseconds: the longest that the server's main thread was at work in one turn of its event loop (CPU time: what is its own share), and in brackets how long the loop was held up at most, by other programs that had the core as well; the same of a bare Node process that does nothing; and how long one of many small requests waited at most, each from another process, every 5 ms: \`GET /livez\`, a small create, \`GET /v1/chat/completions\`, the bare process. The goal is below 100 ms. Load of the machine at the beginning ${loadBefore}, at the end ${load()}.\n`,
  );
  console.log(
    '| Body | loop | bare loop | livez | create | list | bare | Memory at most | Answer |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const {
    what,
    loop,
    bareLoop,
    livez,
    create: small,
    list,
    bare: machine,
    peak,
    said,
  } of readings)
    console.log(
      `| ${what} | ${loopText(loop)} | ${loopText(bareLoop)} | ${ms(livez)} | ${ms(small)} | ${ms(list)} | ${ms(machine)} | ${ms(peak)} MB | ${said} |`,
    );
}
