import { expect } from 'vitest';
import { recordFrom } from '../sample-record';
import type { Store } from '../../store/store';
import type { TableQuery } from '../../store/table/query';
import { tableQuery } from './samples';

/** More than a search reads before it looks at the clock. */
const MANY = 2_100;

/** What the oldest of many says with a word that no index finds: `k` and hundreds of letters that follow it. */
const HARD = 'k';
const SAID = Array.from({ length: 400 }, (_, n) => HARD + String.fromCodePoint(0x4e00 + n)).join(
  ' ',
);

const messagesOf = (content: string) => JSON.stringify([{ role: 'user', content }]);

export async function storeHardToFind(store: Store): Promise<string[]> {
  const records = Array.from({ length: MANY }, (_, n) =>
    recordFrom({
      messages: messagesOf(n === 0 ? SAID : 'Hello'),
      metadata: { shelf: 'hard' },
      cost: n % 10 === 1 ? null : n,
      upstreamId: null,
    }),
  );
  for (let at = 0; at < MANY; at += 500)
    await store.insertRecords(records.slice(at, at + 500), 'skip');
  return records.map(({ id }) => id);
}

/** A search without time stops after some rows, says so, and goes on from there to the last of them, and back. */
export async function expectSearchStops(store: Store, ids: readonly string[]): Promise<void> {
  for (const sort of ['created', 'cost'] as const) {
    const query = { ...tableQuery({ search: HARD, metadata: [['shelf', 'hard']] }), sort };
    const unhurried = await store.query({ ...query, countBudgetMs: Infinity });
    expect(unhurried).toMatchObject({ rows: [{ id: ids[0] }], unsearched: 0, next: null });
    expect(unhurried.total).toEqual({ value: 1, relation: 'exact' });
    const forth = await walk(store, { ...query, searchMs: 0 });
    expect(forth.found).toEqual([ids[0]]);
    expect(forth.unsearched.length).toBeGreaterThan(1);
    expect(forth.unsearched).toEqual(forth.unsearched.toSorted((a, b) => b - a));
    expect(forth.unsearched.at(-1)).toBe(0);
    expect(forth.unsearched[0]).toBe(MANY - 1_000);
    const last = forth.pages.at(-1);
    const back = await walk(store, { ...query, searchMs: 0, before: last?.previous ?? undefined });
    expect(back.pages.at(-1)).toMatchObject({ previous: null, unsearched: 0 });
  }
}

/** Page by page, to the end. */
async function walk(store: Store, query: TableQuery) {
  const pages = [await store.query(query)];
  const way = query.before ? 'before' : 'after';
  for (let page = pages[0]; page;) {
    const place = query.before ? page.previous : page.next;
    if (!place) break;
    page = await store.query({ ...query, [way]: place });
    pages.push(page);
  }
  return {
    pages,
    found: pages.flatMap(({ rows }) => rows.map(({ id }) => id)),
    unsearched: pages.map(({ unsearched }) => unsearched),
  };
}
