import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresServer } from '../server/testing/postgres-server';
import { create, createMany, from, joining, ROUTES, send } from './support/large-routes';
import { asking, bodies, shapes } from './support/large-shapes';
import { type Loop, type Program, startProgram, WATCHED } from './support/program';
import { startWaiting } from './support/waits';

/**
 * How long small requests wait while each kind of large body is worked on, and what memory that takes. `npm run bench
 * bodies` measures what takes the most, on both engines, in some minutes; BENCH_SHAPE names one shape for all routes on
 * SQLite, `all` all of them (half an hour), `-` what is no shape; BENCH_ONLY is a part of the names of what is measured.
 */
const SMALL = asking('"Hi"').replace('large', 'small:m');
const load = () => loadavg()[0]?.toFixed(1);
const loadBefore = load();
const only = process.env['BENCH_SHAPE'] ?? 'worst';
const within = process.env['BENCH_ONLY'] ?? '';
const JOINING = 'joining 200,000 events of 20 choices, and looking at them';
const MANY = '100 bodies of 10 MB at once, kept';
const IDS = Array.from({ length: 10_000 }, (_, n) => `chatcmpl-${String(n).padStart(32, '0')}`);
const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const PROVIDER = ['--import', 'tsx', 'bench/support/large-provider.ts'];
const provider = await startProgram(PROVIDER);
/** Of the small creates: whoever makes 200,000 events has no time for them. */
const small = await startProgram(PROVIDER);
/** Does nothing: what it waits for is the machine. */
const bare = await startProgram([
  ...WATCHED,
  '--eval',
  "const s = require('node:http').createServer((q, r) => r.end('ok')).listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${s.address().port}/`))",
]);
const providers = join(folder, 'AIProviders.json');
const at = ({ url }: Program) => ({ baseURL: url, apiKey: 'sk-bench-0123456789abcdef' });
writeFileSync(providers, JSON.stringify({ providers: { bench: at(provider), small: at(small) } }));

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

/** What took the most when all was measured: routes of a shape, and what is no shape. */
const WORST: Record<string, string[]> = {
  'a text of 30 MB': [
    'one event of a stream, kept',
    'one event of a stream, a call, kept',
    'one event of a stream, not kept',
    'an answer where a stream was asked for, kept',
    'a line of an import',
    'reading what was kept',
  ],
  'a text of 30 MB without spaces': [
    'one event of a stream, not kept',
    'an answer where a stream was asked for, kept',
    'one event of a stream, kept',
    'create, kept',
  ],
  'a name of 30 MB': [
    'an update',
    'one event of a stream, kept',
    'one event of a stream, not kept',
  ],
  '18 MB of backslashes': ['a refusal', 'one event of a stream, kept'],
  '18 MB of escapes': ['a refusal'],
  '100,000 parts': ['a relayed answer'],
  '100,000 keys of 200 characters': ['one event of a stream, a call, kept'],
  '90,000 numbers to keep digit by digit': ['an error with status 200'],
};
const WORST_BESIDES = [JOINING, 'a tool of 30 MB', MANY];

/** What is no shape of a value on a route. */
const BESIDES: Record<string, (url: string) => Promise<string>> = {
  nothing: () => new Promise((resolve) => setTimeout(resolve, 3_000, '–')),
  ...Object.fromEntries(
    Object.entries(bodies).map(([name, body]) => [name, (url) => create(url, body)]),
  ),
  ...Object.fromEntries(
    ['', '"store":true,'].map((store) => [
      `200,000 events of a stream${store && ', kept'}`,
      (url) => create(url, from('events/a text of 30 MB', `${store}"stream":true,`)),
    ]),
  ),
  [JOINING]: joining,
  ...Object.fromEntries(
    ['delete', 'restore'].map((kind) => [
      `a job (${kind}) of 10,000 ids`,
      (url) => send(`${url}/api/jobs`, JSON.stringify({ kind, ids: IDS })),
    ]),
  ),
  [MANY]: (url) =>
    createMany(url, asking(shapes['a text of 30 MB']?.slice(0, 10_000_000).concat('"') ?? ''), 100),
  '6 bodies of 18 MB of {} at once': (url) =>
    createMany(url, asking(shapes['18 MB of {}'] ?? ''), 6),
  '6 bodies with a name of 30 MB at once': (url) =>
    createMany(url, asking(shapes['a name of 30 MB'] ?? ''), 6),
};

const postgres = new PostgresServer();
try {
  if (only === 'worst') {
    await worst('SQLite', '');
    await postgres.start();
    await worst('PostgreSQL', await postgres.createDatabase());
  } else {
    for (const [name, content] of Object.entries(shapes)) {
      if (only !== 'all' && only !== name) continue;
      const server = await startServer();
      for (const [route, act] of Object.entries(ROUTES))
        await measure(server, `${name}: ${route}`, (url) => act(url, content, name));
      await server.stop();
    }
    if (only === 'all' || only === '-') await besides(Object.keys(BESIDES));
    print('');
  }
} finally {
  await Promise.all([provider.stop(), small.stop(), bare.stop()]);
  await postgres.remove();
  rmSync(folder, { recursive: true, force: true });
}

async function worst(engine: string, database: string): Promise<void> {
  for (const [name, routes] of Object.entries(WORST)) {
    const server = await startServer(database);
    for (const route of routes)
      await measure(server, `${name}: ${route}`, (url) => ROUTES[route]!(url, shapes[name]!, name));
    await server.stop();
  }
  await besides(['nothing', ...WORST_BESIDES], database);
  print(engine);
  readings.length = 0;
}

/** Those at once in a server of their own, whose memory is theirs. */
async function besides(names: string[], database = ''): Promise<void> {
  let server = await startServer(database);
  for (const name of names) {
    if (name.endsWith('at once, kept') || name.endsWith('at once')) {
      await server.stop();
      server = await startServer(database);
    }
    await measure(server, name, BESIDES[name]!);
  }
  await server.stop();
}

async function measure(
  server: Program,
  what: string,
  work: (url: string) => Promise<string>,
): Promise<void> {
  if (!what.includes(within)) return;
  const url = new URL(server.url).origin;
  // Memory at most is counted anew.
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
  const stop = await startWaiting([
    { url: `${url}/livez` },
    { url: `${url}/v1/chat/completions`, body: SMALL },
    { url: `${url}/v1/chat/completions?limit=1&model=none` },
    { url: bare.url },
  ]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await Promise.all([server.loop(), bare.loop()]);
  const said = await work(url).catch((error: unknown) => String(error));
  const [loop, bareLoop] = await Promise.all([server.loop(), bare.loop()]);
  const [livez = 0, created = 0, list = 0, machine = 0] = await stop();
  const { peak } = server.memory();
  readings.push({ what, loop, bareLoop, livez, create: created, list, bare: machine, peak, said });
}

function startServer(database = ''): Promise<Program> {
  return startProgram([...WATCHED, '--max-semi-space-size=4', 'dist/server/main.js'], {
    PORT: '0',
    DATABASE_URL: database || `file:${join(mkdtempSync(join(folder, 'db-')), 'bench.db')}`,
    PROVIDERS_FILE: providers,
    DEFAULT_PROVIDER: 'bench',
    LOG_LEVEL: 'silent',
  });
}

function print(engine: string): void {
  if (engine !== '') console.log(`## The worst, on ${engine}\n`);
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
    create: created,
    list,
    bare: machine,
    peak,
    said,
  } of readings)
    console.log(
      `| ${what} | ${loopText(loop)} | ${loopText(bareLoop)} | ${ms(livez)} | ${ms(created)} | ${ms(list)} | ${ms(machine)} | ${ms(peak)} MB | ${said} |`,
    );
}
