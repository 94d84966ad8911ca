import { expect, it, vi } from 'vitest';
import { clientFor } from '@/api/connection';
import { hasCall } from '@/api/probe-source';
import { retrieveCompletion } from '@/api/retrieve-completion';
import type { Filter } from '#contract/filter';
import {
  CANNOT_DELETE,
  CANNOT_UPDATE,
  type Habit,
  HABITS,
  type HabitSource,
  idAt,
  KEEPS_WHAT_IS_DELETED,
  startHabit,
} from '@/testing/start-habit';
import { collectIds } from '@/queries/browser-jobs/collect-ids';
import { changePairs, withValue } from '@/queries/change-pairs';
import { createQueryClient } from '@/queries/query-client';
import { removeCompletion } from '@/queries/remove-completion';
import { listHeld } from '@/queries/source/list-held';
import { matchingRows } from '@/queries/source/matching-rows';
import { factOf, useSourceFacts } from '@/queries/source/source-facts';

vi.setConfig({ testTimeout: 60_000 });

const PROD: Filter = { field: 'metadata', key: 'env', value: 'prod' };
const MODEL: Filter = { field: 'model', value: 'm' };
const NO_PAGES = new Set<Habit>(['ignores-after']);
const listing = (filters: Filter[] = []) => ({ filters, sort: 'created', order: 'desc' }) as const;
const collect = ({ connection }: HabitSource, filters: Filter[]) =>
  collectIds(connection, filters, {
    signal: new AbortController().signal,
    onPage: () => undefined,
  });
const remove = ({ connection }: HabitSource, id: string) => {
  const cache = createQueryClient();
  return cache.getMutationCache().build(cache, removeCompletion(connection)).execute(id);
};
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const idsAt = (habit: Habit, ...places: number[]) => places.map((i) => idAt(habit, i));
const all = (habit: Habit, count: number) => idsAt(habit, ...Array(count).keys());
const IGNORES_METADATA = new Set<Habit>(['ignores-metadata', 'read-only']);

it.each(HABITS.filter((habit) => !NO_PAGES.has(habit)))(
  '%s: pages on and back show each row once, and the same on the way back',
  async (habit) => {
    const { connection } = await startHabit(habit, 61);
    const forward: string[][] = [];
    const backward: string[][] = [];
    let page = await listHeld(connection, { ...listing(), limit: 10 }, {});
    for (forward.push(idsOf(page.rows)); page.next !== null && page.rows.length > 0;) {
      page = await listHeld(connection, { ...listing(), limit: 10, after: page.next }, {});
      if (page.rows.length > 0) forward.push(idsOf(page.rows));
      if (forward.length > 20) break;
    }
    expect(forward.flat().toSorted()).toEqual(all(habit, 61));
    // From the last page that has rows.
    const last = forward.at(-2)?.at(-1);
    page = await listHeld(connection, { ...listing(), limit: 10, after: last }, {});
    for (backward.push(idsOf(page.rows)); page.previous !== null;) {
      page = await listHeld(connection, { ...listing(), limit: 10, before: page.previous }, {});
      backward.push(idsOf(page.rows));
    }
    expect(backward.toReversed()).toEqual(forward);
  },
);

it('a server that ignores the cursor is told after two requests, and nothing is collected', async () => {
  const server = await startHabit('ignores-after', 130);
  const { next } = await listHeld(server.connection, listing(), {});
  const second = listHeld(server.connection, { ...listing(), after: next ?? '' }, {});
  await expect(second).rejects.toThrow('does not page');
  expect(server.asked).toHaveLength(2);
  await expect(collect(server, [])).rejects.toThrow('does not page');
  expect(server.asked).toHaveLength(4);
  await expect(collect(server, [PROD])).resolves.toMatchObject({ ids: { length: 13 } });
});

it.each(HABITS.filter((habit) => !IGNORES_METADATA.has(habit)))(
  '%s: what is collected by a filter matches it to the letter',
  async (habit) => {
    const server = await startHabit(habit);
    const { ids } = await collect(server, [PROD]);
    const prod = idsAt(habit, 0, 10, 20);
    expect(ids.toSorted()).toEqual(prod);
    const { rows } = await listHeld(server.connection, listing([PROD]), {});
    expect(prod).toEqual(expect.arrayContaining(idsOf(rows)));
    expect(rows.length).toBeGreaterThan(0);
  },
);

it.each(HABITS.filter((habit) => habit !== 'ignores-model' && !NO_PAGES.has(habit)))(
  '%s: a model is its name, not its beginning',
  async (habit) => {
    const { ids } = await collect(await startHabit(habit, 12), [MODEL]);
    expect(ids.toSorted()).toEqual(idsAt(habit, 0, 3, 6, 9));
  },
);

it.each([
  ['ignores-metadata', PROD],
  ['read-only', PROD],
  ['ignores-model', MODEL],
] as const)('%s: shows all, and collects nothing by it', async (habit, filter) => {
  const server = await startHabit(habit, 20);
  const { rows } = await listHeld(server.connection, listing([filter]), {});
  expect(rows).toHaveLength(20);
  await expect(collect(server, [filter])).rejects.toThrow('ignores');
  expect(matchingRows(rows, [PROD]).length).toBe(2);
  // Found out once, and remembered.
  const before = server.asked.length;
  await expect(collect(server, [filter])).rejects.toThrow('ignores');
  expect(server.asked).toHaveLength(before);
});

it('believes a server that lists an alias under the name of its model', async () => {
  const server = await startHabit('lists-aliases', 4);
  expect((await collect(server, [{ field: 'model', value: 'fast' }])).ids).toHaveLength(4);
  expect((await collect(server, [{ field: 'model', value: 'fas' }])).ids).toEqual([]);
});

it.each(HABITS)('%s: one that is deleted is gone, or the reason is said', async (habit) => {
  const server = await startHabit(habit);
  const isKept = KEEPS_WHAT_IS_DELETED.has(habit);
  const [third = '', fourth = ''] = idsAt(habit, 3, 4);
  const deleting = remove(server, third);
  if (isKept) await expect(deleting).rejects.toThrow();
  else await deleting;
  expect(server.kept.some(({ id }) => id === third)).toBe(isKept);
  const fact = factOf(useSourceFacts.getState(), server.connection, 'delete');
  expect(fact?.can).toBe(CANNOT_DELETE.has(habit) ? false : isKept ? undefined : true);
  if (isKept) return;
  // Of one that somebody else has deleted it is so already; of a server that lists it for a while it is not shown.
  server.kept = server.kept.filter(({ id }) => id !== fourth);
  await remove(server, fourth);
  const { rows } = await listHeld(server.connection, { ...listing(), limit: 100 }, {});
  expect(idsOf(rows)).not.toContain(third);
});

it.each(HABITS)('%s: a pair is written, or the reason is said', async (habit) => {
  const server = await startHabit(habit);
  const client = clientFor(server.connection);
  const before = server.kept[3]?.metadata;
  const id = idAt(habit, 3);
  const writing = changePairs(client, id, (now) => withValue(now, 'review', 'good'));
  if (CANNOT_UPDATE.has(habit))
    await expect(writing).rejects.toMatchObject({ kind: 'unsupported' });
  else if (habit === 'update-ignored') await expect(writing).rejects.toThrow('did not change');
  else {
    expect((await writing).answer.data.metadata).toMatchObject({ review: 'good' });
    // Whatever else it had, it has.
    const texts = Object.entries(before ?? {}).map(([key, value]) => [key, String(value)]);
    expect(server.kept[3]?.metadata).toEqual({ ...Object.fromEntries(texts), review: 'good' });
  }
});

it.each(HABITS)(
  '%s: says beforehand whether it deletes, and changes nothing by it',
  async (habit) => {
    const server = await startHabit(habit);
    const before = structuredClone(server.kept);
    const found = await hasCall(clientFor(server.connection), 'DELETE');
    // Where the answers do not tell, only trying does.
    expect(found?.can ?? true).toBe(!CANNOT_DELETE.has(habit) || habit === 'delete-like-unknown');
    const update = await hasCall(clientFor(server.connection), 'POST');
    expect(update?.can).toBe(!CANNOT_UPDATE.has(habit));
    expect(server.kept).toEqual(before);
  },
);

it.each(HABITS)('%s: an unknown id is not found', async (habit) => {
  const { connection } = await startHabit(habit);
  const reading = retrieveCompletion(clientFor(connection), 'nope');
  await expect(reading).rejects.toMatchObject({ isNotFound: true });
});

it.each(HABITS)(
  '%s: says of a page what its server took no notice of, and of no other',
  async (habit) => {
    const server = await startHabit(habit, 61);
    for (const order of ['asc', 'desc'] as const) {
      const page = await listHeld(server.connection, { ...listing(), order, limit: 10 }, {});
      expect(page.ignoresOrder ?? false).toBe(habit === 'ignores-order' && order === 'desc');
      const sendsOther = habit === 'ignores-limit' || habit.startsWith('rows-');
      expect(page.ignoresLimit ?? false).toBe(sendsOther);
    }
    const last = listHeld(server.connection, { ...listing(), limit: 10, before: 'last' }, {});
    if (habit === 'ignores-order') await expect(last).rejects.toThrow('ignores the order');
    else expect((await last).rows.map(({ id }) => id)).toContain(idAt(habit, 0));
  },
);
