import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
} from 'fast-check';
import { expect, it } from 'vitest';
import { createPositions } from '../../store/completion-id';
import { keep } from './samples';
import type { Store } from '../../store/store';
import { often } from '../often';

/** Of the walk while others insert and delete. */
const ROWS = often(3_000, 10_000);

/** What happens between two pages: rows arrive at the end, or some of those there go. */
const event = oneof(
  record({ kind: constant('insert' as const), count: integer({ min: 1, max: 4 }) }),
  record({ kind: constant('delete' as const), at: nat() }),
);

const scenario = record({
  rows: integer({ min: 0, max: 40 }),
  limit: integer({ min: 1, max: 12 }),
  order: constantFrom('asc' as const, 'desc' as const),
  filtered: boolean(),
  /** Milliseconds that the clock moves before each insert: mostly none, sometimes back. */
  clock: array(constantFrom(0, 0, 0, 1, 700, -3_000), { minLength: 1, maxLength: 10 }),
  between: array(array(event, { maxLength: 4 }), { maxLength: 20 }),
});

export function describePaging(store: () => Store): void {
  let runs = 0;
  it('shows every surviving row exactly once while rows come and go', async () => {
    await assert(
      asyncProperty(scenario, async (given) => {
        await checkScenario(store(), given, runs++);
      }),
      { seed: 20_251_101, numRuns: often(50, 200) },
    );
  });

  it('keeps that promise in both orders under load', async () => {
    await checkUnderLoad(store());
  });
}

type Scenario = typeof scenario extends Arbitrary<infer T> ? T : never;

async function checkScenario(store: Store, given: Scenario, run: number): Promise<void> {
  const tag = `paging-${run}`;
  // A day of its own, where no other run or test takes positions.
  let now = 1_500_000_000_000 + run * 86_400_000;
  let tick = 0;
  const positions = createPositions(() => (now += given.clock[tick++ % given.clock.length] ?? 0));
  const insert = () =>
    keep(store, {
      draft: { ...positions(), metadata: given.filtered ? { tag } : {} },
      outcome: { model: tag },
    });
  const initial = await Promise.all(Array.from({ length: given.rows }, insert));
  const alive = new Set(initial);
  const seen: string[] = [];
  for (let page = 0; ; page++) {
    const { rows, hasMore } = await store.list({
      after: seen.at(-1),
      limit: given.limit,
      order: given.order,
      model: tag,
      metadata: given.filtered ? [['tag', tag]] : [],
    });
    seen.push(...rows.map(({ id }) => id));
    if (!hasMore) break;
    expect(rows).toHaveLength(given.limit);
    for (const happening of given.between[page] ?? []) {
      if (happening.kind === 'insert') await insert();
      else {
        const victim = [...alive][happening.at % (alive.size || 1)];
        if (victim !== undefined && (await store.delete(victim, 'any'))) alive.delete(victim);
      }
    }
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(given.order === 'asc' ? seen.toSorted() : seen.toSorted().toReversed());
  const shown = new Set(seen);
  expect([...alive].filter((id) => !shown.has(id))).toEqual([]);
}

/** Three inserters and two deleters at work while readers walk {@link ROWS} rows, up and down. */
async function checkUnderLoad(store: Store): Promise<void> {
  const model = 'load';
  const initial: string[] = [];
  while (initial.length < ROWS) {
    const some = Array.from({ length: 500 }, () => keep(store, { outcome: { model } }));
    initial.push(...(await Promise.all(some)));
  }
  const victims = initial.filter((_, i) => i % 3 === 0);
  const survivors = initial.filter((_, i) => i % 3 !== 0);
  const readers = { walking: true };
  const inserters = Array.from({ length: 3 }, async () => {
    while (readers.walking) await keep(store, { outcome: { model } });
  });
  const deleters = [0, 1].map(async (parity) => {
    for (const [i, id] of victims.entries()) {
      if (i % 2 === parity && readers.walking) await store.delete(id, 'any');
    }
  });
  const walks = await Promise.all([
    walkUpTo(initial.at(-1) ?? '', store, 'asc'),
    walkUpTo('~', store, 'desc'),
  ]);
  readers.walking = false;
  await Promise.all([...inserters, ...deleters]);
  for (const seen of walks) {
    const shown = new Set(seen);
    expect(shown.size).toBe(seen.length);
    expect(survivors.filter((id) => !shown.has(id))).toEqual([]);
  }
}

/** Ascending, the inserters could keep ahead of the reader for ever, so it stops at the last of the initial rows. */
async function walkUpTo(last: string, store: Store, order: 'asc' | 'desc'): Promise<string[]> {
  const seen: string[] = [];
  for (;;) {
    const after = seen.at(-1);
    const page = await store.list({ limit: 100, order, model: 'load', metadata: [], after });
    seen.push(...page.rows.map(({ id }) => id));
    if (!page.hasMore || (seen.at(-1) ?? '') >= last) return seen;
  }
}
