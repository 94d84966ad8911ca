import {
  closeSync,
  fdatasyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createPositions } from '../server/store/completion-id';
import { tableQuery } from '../server/testing/store-suite/samples';
import { noFilter } from '../server/store/no-filter';
import { openSqliteStore } from '../server/store/sqlite/sqlite-store';
import type { Store } from '../server/store/store';
import type { CompletionFilter, TableQuery } from '../server/store/table/query';
import { sampleExchange } from './support/seed';
import { seededFile, sizes } from './support/seeded';

// `npm run bench:store -- 10000 100000 1000000` prints a table in Markdown. Databases are made once, in BENCH_FOLDER.
const FOLDER = process.env['BENCH_FOLDER'] ?? join('.cache', 'bench');
const next = createPositions();
let serial = 5_000_000;

/** Durable inserts against the disk's own price, alternating, so that a slow moment hits both. */
async function writes(name: string, existing: string | null): Promise<void> {
  const folder = mkdtempSync(join(FOLDER, 'writes-'));
  const store = await openSqliteStore({ url: existing ?? join(folder, 'bench.db') });
  const raw = openSync(join(folder, 'raw'), 'w');
  const block = Buffer.alloc(12_288, 1);
  const [syncs, begins, wholes]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < 150; i++) {
    syncs.push(
      await timed(() => {
        writeSync(raw, block, 0, block.length, i * block.length);
        fdatasyncSync(raw);
      }),
    );
    const { draft, outcome } = sampleExchange((serial += 1), next());
    const begin = await timed(() => store.begin(draft));
    begins.push(begin);
    wholes.push(begin + (await timed(() => store.finish(draft.id, outcome))));
  }
  const one = async () => {
    const { draft, outcome } = sampleExchange((serial += 1), next());
    await store.begin(draft);
    await store.finish(draft.id, outcome);
  };
  const flight = await timed(async () => {
    const lanes = Array.from({ length: 32 }, async () => {
      for (let i = 0; i < 15; i++) await one();
    });
    await Promise.all(lanes);
  });
  const alone = await timed(async () => {
    for (let i = 0; i < 150; i++) await one();
  });
  const growth = await growing(store);
  await store.close();
  closeSync(raw);
  rmSync(folder, { recursive: true });
  say(`durable insert / fdatasync of 12 KB, ${name}`, ratio(median(begins), median(syncs)));
  say(
    `insert and finish, search text included / fdatasync, ${name}`,
    ratio(median(wholes), median(syncs)),
  );
  say(`rows per second, 32 in flight / serial, ${name}`, ratio(alone / 150, flight / 480));
  say(
    `a second of 200 growing answers, 4 KB each / fdatasync, ${name}`,
    `${ratio(growth, median(syncs))} (${growth.toFixed(1)} ms of 1,000)`,
  );
}

/** Milliseconds of the write that keeps what 200 answers grew by, 4 KB each, once a second. */
async function growing(store: Store): Promise<number> {
  const drafts = Array.from({ length: 200 }, () => sampleExchange((serial += 1), next()).draft);
  for (const draft of drafts) await store.begin(draft);
  const chunks = JSON.stringify(Array.from({ length: 16 }, () => ({ text: 'x'.repeat(240) })));
  const pieces = drafts.map(({ id }) => ({ id, chunks }));
  const ms = await medianOf(() => store.keepPieces(pieces), 20);
  for (const { id } of drafts) await store.delete(id, 'any');
  return ms;
}

async function reads(count: number, file: string): Promise<number> {
  let store: Store | null = null;
  const start = await timed(async () => {
    store = await openSqliteStore({ url: file });
    await store.recover();
  });
  const opened = store as Store | null;
  if (!opened) throw new Error('not opened');
  say(`start with ${count} rows, from source`, `${start.toFixed(0)} ms`);
  const list = (after?: string) =>
    medianOf(() => opened.list({ limit: 20, order: 'asc', metadata: [], after }));
  const { rows } = await opened.list({ limit: 100, order: 'desc', metadata: [] });
  const first = await list();
  say(`list page of 20 at ${count}: deepest / first`, ratio(await list(rows.at(-1)?.id), first));
  await tablePages(count, opened);
  for (const [name, filter] of Object.entries(FACETS)) {
    const ms = await medianOf(() => opened.facets({ ...noFilter, ...filter }), 3);
    say(`facets at ${count}, ${name}`, `${ms.toFixed(0)} ms`);
  }
  const series = await medianOf(
    () => opened.series({ filter: noFilter, split: { by: 'model' } }),
    3,
  );
  say(`series at ${count}, split by model`, `${series.toFixed(0)} ms`);
  await opened.close();
  return first;
}

const FACETS: Record<string, Partial<CompletionFilter>> = {
  'no filter': {},
  'one user': { metadata: [['user', 'user-77']] },
};

const PAGES: Record<string, [Partial<CompletionFilter>, Partial<TableQuery>?]> = {
  'sorted by cost': [{}, { sort: 'cost' }],
  'one filter (model)': [{ models: ['gpt-4o'] }],
  'one filter (common pair)': [{ metadata: [['env', 'prod']] }],
  'one filter (rare pair)': [{ metadata: [['user', 'user-77']] }],
  'two filters (common pair, rare pair)': [
    {
      metadata: [
        ['env', 'prod'],
        ['user', 'user-77'],
      ],
    },
  ],
  'search, 1 of 1,000 rows': [{ search: 'zeppelin' }],
  'search, 1 of 12 rows': [{ search: 'museum' }],
  'search, nearly every row': [{ search: 'the' }],
  'search, two words': [{ search: 'museum piano' }],
  'search, nothing': [{ search: 'xyzzyq' }],
};

/** With the total, as the dashboard asks for it. */
async function tablePages(count: number, store: Store): Promise<void> {
  const ask = (filter: Partial<CompletionFilter>, more: Partial<TableQuery> = {}) => {
    const query = tableQuery(filter, { limit: 50, ...more });
    return medianOf(() => store.query(query), 5);
  };
  const plain = await ask({});
  say(`table page of 50 at ${count}, with its total`, `${plain.toFixed(1)} ms`);
  const { next: after } = await store.query(tableQuery({}, { limit: 1_000, order: 'asc' }));
  const deepest = await ask({}, after ? { after } : {});
  say(`table page at ${count}: deepest / first`, ratio(deepest, plain));
  for (const [name, [filter, more]] of Object.entries(PAGES)) {
    const ms = await ask(filter, more);
    say(
      `table page at ${count}, ${name}`,
      `${ms.toFixed(1)} ms, ${ratio(ms, plain)} of the plain one`,
    );
  }
}

async function medianOf(work: () => Promise<unknown>, rounds = 30): Promise<number> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) times.push(await timed(work));
  return median(times);
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function ratio(a: number, b: number): string {
  return `${(a / b).toFixed(2)} ×`;
}

function say(what: string, measured: string): void {
  console.log(`| ${what} | ${measured} |`);
}

mkdirSync(FOLDER, { recursive: true });
console.log('| What | Measured |\n| --- | --- |');
await writes('empty', null);
let former: { count: number; page: number } | null = null;
for (const count of sizes()) {
  const file = await seededFile(count);
  const page = await reads(count, file);
  if (former) say(`list page, ${count} / ${former.count} rows`, ratio(page, former.page));
  former = { count, page };
  await writes(`${count} rows`, file);
}
