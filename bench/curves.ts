import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { createPositions } from '../server/store/completion-id';
import { noFilter } from '../server/store/no-filter';
import { openStore } from '../server/store/open-store';
import type { Store } from '../server/store/store';
import type { CompletionFilter, SeriesQuery } from '../server/store/table/query';
import { tableQuery } from '../server/testing/store-suite/samples';
import { sampleExchange } from './support/seed';

// `npm run bench:counts -- 10000=some.db 10000=postgres://… 100000=…` asks each for totals, facets, series and Insights,
// and writes its table into docs/bench/store.md. Each database was filled by bench/support/seed.ts with as many rows.
const PAGE = 'docs/bench/store.md';
const [BEGIN, END] = ['<!-- counts -->', '<!-- /counts -->'];
const ROUNDS = 7;
const STORES_A_SECOND = 10;

type Ask = (store: Store) => Promise<unknown>;
const total =
  (filter: Partial<CompletionFilter>): Ask =>
  (store) =>
    store.query(tableQuery(filter, { limit: 50 }));
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

const ASKED: Record<string, Ask> = {
  'page and total, no filter': total({}),
  'page and total, a model': total({ models: ['gpt-4o'] }),
  'page and total, a pair that 70 % have': total(prod),
  'page and total, that pair and a model': total({ ...prod, models: ['gpt-4o'] }),
  'page and total, without that pair': total({ metadataNot: [['env', 'prod']] }),
  'page and total, 1,000 tokens and more': total({ tokens: { min: 1_000 } }),
  'facets, no filter': (store) => store.facets(noFilter),
  'facets, that pair': (store) => store.facets({ ...noFilter, ...prod }),
  'series by model': series({}, byModel),
  'series by a key of 24 values': series({}, byFeature),
  'series by model, that pair': series(prod, byModel),
  'Insights by model': insights({}, byModel),
  'Insights by a key of 24 values': insights({}, byFeature),
};

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

const databases = process.argv.slice(2).map((arg) => {
  const at = arg.indexOf('=');
  return { rows: Number(arg.slice(0, at)), url: arg.slice(at + 1) };
});
const columns: { title: string; found: Map<string, number[]> }[] = [];
for (const { rows, url } of databases) {
  const found = await measure(url);
  const title = `${engineOf(url)}, ${rows.toLocaleString('en')}`;
  columns.push({ title, found });
  const lines = Object.keys(ASKED).map((name) => {
    const cells = columns.map((column) => (column.found.get(name) ?? []).map(shown).join(' · '));
    return `| ${[name, ...cells].join(' | ')} |`;
  });
  const load = loadavg()
    .map((each) => each.toFixed(0))
    .join(', ');
  const table = [
    `Node ${process.version}; load of two cores at the end: ${load}.\n`,
    `| Milliseconds | ${columns.map((column) => column.title).join(' | ')} |`,
    `| --- |${' --- |'.repeat(columns.length)}`,
    ...lines,
  ].join('\n');
  const page = readFileSync(PAGE, 'utf8');
  const [before = '', rest = ''] = page.split(BEGIN);
  const after = rest.split(END)[1] ?? '';
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
  console.log(table);
}
