import type { Store } from '../store/store';
import { noFilter } from '../store/no-filter';
import type { CompletionFilter } from '../store/table/query';
import { type DryRun, dueFilter, type Rule } from './rule';

const SAMPLE = 10;
/** Beyond so many completions the size is taken to be like theirs. */
const MOST_WEIGHED = 10_000;
const SLICE = 1_000;

/** Looks at what a rule would do, and does nothing. `now` in Unix seconds. */
export async function dryRun(store: Store, rule: Rule, now: number): Promise<DryRun> {
  const filter = dueFilter(rule, now);
  const [first, last, withExempt, all] = await Promise.all([
    store.query({ filter, sort: 'created', order: 'asc', limit: SAMPLE, countBudgetMs: Infinity }),
    store.query({ filter, sort: 'created', order: 'desc', limit: 1, countBudgetMs: 0 }),
    countOf(store, dueFilter({ ...rule, except: [] }, now)),
    countOf(store, noFilter),
  ]);
  const count = first.total.value;
  return {
    at: now,
    count,
    total: all,
    kept: withExempt - count,
    oldest: first.rows[0]?.created ?? null,
    newest: last.rows[0]?.created ?? null,
    bytes: await weigh(store, filter, count),
    sample: first.rows.map(({ id, created }) => ({ id, created })),
  };
}

async function countOf(store: Store, filter: CompletionFilter): Promise<number> {
  const query = { filter, sort: 'created', order: 'desc', limit: 1 } as const;
  return (await store.query({ ...query, countBudgetMs: Infinity })).total.value;
}

async function weigh(store: Store, filter: CompletionFilter, count: number): Promise<number> {
  const newest = await store.newestPosition();
  let [bytes, weighed] = [0, 0];
  for (let after = -1; weighed < MOST_WEIGHED;) {
    const positions = await store.positions({ filter, after, newest, limit: SLICE });
    bytes += await store.bytesAt(positions, 'completions');
    weighed += positions.length;
    after = positions.at(-1) ?? newest;
    if (positions.length < SLICE) return bytes;
  }
  return Math.round((bytes / weighed) * count);
}
