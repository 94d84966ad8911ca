import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { createPositions } from '../server/store/completion-id';
import { noFilter } from '../server/store/no-filter';
import { openStore } from '../server/store/open-store';
import type { Store } from '../server/store/store';
import { AWAITED, type CompletionFilter, type SeriesQuery } from '../server/store/table/query';
import { sampleExchange } from './support/seed';
import { seededOf, sizes } from './support/seeded';

/**
 * How cost grows: pages, searches, charts and a deletion on databases of several sizes, on SQLite and, where BENCH_POSTGRES
 * names a server (`postgres://…/`), on PostgreSQL. `tsx bench/curves.ts 10000 100000 1000000`: of these sizes. Databases
 * are made once: files in BENCH_FOLDER, databases called `bench_seeded_…`.
 */
const ROUNDS = 7;
const STORES_A_SECOND = 10;

type Ask = (store: Store) => Promise<unknown>;
/** As the dashboard asks: what takes too long to count is an estimate. */
const total =
  (filter: Partial<CompletionFilter>): Ask =>
  (store) =>
    store.query({
      filter: { ...noFilter, ...filter },
      sort: 'created',
      order: 'desc',
      limit: 50,
      ...AWAITED,
    });
const series =
  (filter: Partial<CompletionFilter>, split: SeriesQuery['split']): Ask =>
  (store) =>
    store.series({ filter: { ...noFilter, ...filter }, split });
const insights =
  (filter: Partial<CompletionFilter>, split: SeriesQuery['split']): Ask =>
  (store) =>
    store.insights({
      filter: { ...noFilter, ...filter },
      split,
      bucket: 86_400,
      verdictKey: 'review',
    });
const byModel = { by: 'model' } as const;
const byFeature = { by: 'metadata', key: 'feature' } as const;
const prod: Partial<CompletionFilter> = { metadata: [['env', 'prod']] };

const list: Ask = (store) => store.list({ limit: 20, order: 'desc', metadata: [] });
const search = (words: string) => total({ search: words });
/** The newest one, and back again. */
const deletion: Ask = async (store) => {
  const { rows } = await store.list({ limit: 1, order: 'desc', metadata: [] });
  const id = rows[0]?.id ?? '';
  await store.delete(id, 'any');
  await store.restore(id);
};

const ASKED: Record<string, Ask> = {
  'list of 20': list,
  'page and total, no filter': total({}),
  'page and total, a model': total({ models: ['gpt-4o'] }),
  'page and total, a pair that 70 % have': total(prod),
  'page and total, that pair and a model': total({ ...prod, models: ['gpt-4o'] }),
  'page and total, without that pair': total({ metadataNot: [['env', 'prod']] }),
  'page and total, 1,000 tokens and more': total({ tokens: { min: 1_000 } }),
  'search, 1 of 1,000 rows': search('zeppelin'),
  'search, 1 of 12 rows': search('museum'),
  'search, nearly every row': search('the'),
  'search, two words': search('museum piano'),
  'search, a part of a name': search('user-77'),
  'search, nothing': search('xyzzyq'),
  'search, two letters': search('ze'),
  'facets, no filter': (store) => store.facets(noFilter),
  'facets, that pair': (store) => store.facets({ ...noFilter, ...prod }),
  'series by model': series({}, byModel),
  'series by a key of 24 values': series({}, byFeature),
  'series by model, that pair': series(prod, byModel),
  'Insights by model': insights({}, byModel),
  'Insights by a key of 24 values': insights({}, byFeature),
  'deleted and restored': deletion,
};

const GOALS: [RegExp, string][] = [
  [/^page and total, no filter/, '≤ 5 ms at 1,000,000'],
  [/^page|^search(?!, two letters)/, '≤ 60 ms'],
  [/^search, two letters/, 'within 100 ms, says how far'],
  [/^facets|^series by a|^series by model, that|^Insights/, '≤ 300 ms'],
  [/^series/, '≤ 50 ms'],
];

/** In milliseconds: the first time, again, and again while others store. */
async function measure(url: string): Promise<Map<string, number[]>> {
  const store = await openStore(url);
  const found = new Map<string, number[]>();
  try {
    for (const [name, ask] of Object.entries(ASKED)) {
      const first = await timed(() => ask(store));
      // What had no time to be counted is counted by then.
      await wait(Math.min(first * 20, 15_000));
      found.set(name, [first, await medianOf(() => ask(store))]);
    }
    const storing = storeOn(store);
    for (const [name, ask] of Object.entries(ASKED)) {
      found.get(name)?.push(await medianOf(() => ask(store), 1_000 / STORES_A_SECOND));
    }
    await storing.stop();
  } finally {
    await store.close();
  }
  return found;
}

function storeOn(store: Store): { stop: () => Promise<void> } {
  const next = createPositions();
  const state = { isOver: false };
  let serial = 7_000_000;
  const running = (async () => {
    while (!state.isOver) {
      const { draft, outcome } = sampleExchange((serial += 1), next());
      await store.begin(draft);
      await store.finish(draft.id, outcome);
      await wait(1_000 / STORES_A_SECOND);
    }
  })();
  return {
    stop: async () => {
      state.isOver = true;
      await running;
    },
  };
}

async function medianOf(work: () => Promise<unknown>, pause = 0): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    if (pause > 0) await wait(pause);
    times.push(await timed(work));
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const engineOf = (url: string) => (url.startsWith('postgres') ? 'PostgreSQL' : 'SQLite');
const shown = (ms: number) => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0));

const columns: { title: string; found: Map<string, number[]> }[] = [];
for (const count of sizes())
  for (const url of await seededOf(count))
    columns.push({
      title: `${engineOf(url)}, ${count.toLocaleString('en')}`,
      found: await measure(url),
    });
const load = loadavg().map((each) => each.toFixed(0));
console.log(
  `Milliseconds: first ask of a new process · median of ${ROUNDS} after it · the same while ${STORES_A_SECOND} completions a second are stored. Load at the end: ${load.join(', ')}.\n`,
);
console.log(`| What | ${columns.map(({ title }) => title).join(' | ')} | Goal |`);
console.log(`| --- |${' --- |'.repeat(columns.length + 1)}`);
for (const name of Object.keys(ASKED)) {
  const cells = columns.map(({ found }) => (found.get(name) ?? []).map(shown).join(' · '));
  const goal = GOALS.find(([about]) => about.test(name))?.[1] ?? '–';
  console.log(`| ${[name, ...cells, goal].join(' | ')} |`);
}
