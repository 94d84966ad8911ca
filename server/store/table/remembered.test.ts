import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keep } from '../../testing/store-suite/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { noFilter } from '../no-filter';
import { firstOfSecond } from '../position';
import { SqliteDatabase } from '../sqlite/database';
import { openSqliteStore } from '../sqlite/sqlite-store';
import { tableOn } from '../sqlite/table';
import type { Store } from '../store';
import { Memory } from './memory';
import { remembered } from './remembered';
import type { TableDatabase } from './dialect';

const DAY = 86_400;
const START = 1_400_025_600;
const filter = { ...noFilter, metadata: [['lot', 'a'] as const] };

/** A store with a completion on each of some days, and a table that tells which rows its statements count. */
async function watched(days: readonly number[]) {
  const file = join(temporaryFolder(), 'test.db');
  const store = await openSqliteStore({ url: file });
  onTestFinished(() => store.close());
  const ids: string[] = [];
  for (const day of days) ids.push(await keepOn(store, day));
  const database = new SqliteDatabase(file);
  onTestFinished(() => database.close());
  const table = tableOn(database);
  const counted: string[] = [];
  const watching: TableDatabase = {
    ...table,
    rows: (sql, values) => {
      if (!sql.includes('hour_changes')) counted.push(sql);
      return table.rows(sql, values);
    },
  };
  const count = async (more: Partial<Parameters<typeof remembered>[2]> = {}) => {
    counted.length = 0;
    const { rows, isWhole } = await remembered<{ count: number }>(watching, filter, {
      driver: { kind: 'table' },
      grouping: () => ({ keys: {} }),
      part: more.part,
      budgetMs: more.budgetMs,
    });
    const all = rows.reduce((sum, each) => sum + each.count, 0);
    return { all, isWhole, statements: counted.length };
  };
  return { store, ids, count };
}

let kept = 0;

function keepOn(store: Store, day: number): Promise<string> {
  const created = START + day * DAY;
  const k = firstOfSecond(created) + (kept += 1);
  return keep(store, { draft: { created, k, metadata: { lot: 'a' } } });
}

describe('what is remembered', () => {
  it('is not counted again, and a part of it is when something in that was written', async () => {
    const { store, ids, count } = await watched([0, 1, 100, 200, 300, 301]);
    expect(await count()).toMatchObject({ all: 6, isWhole: true });
    expect(await count()).toMatchObject({ all: 6, statements: 0 });
    await store.updateMetadata(ids[2] ?? '', { lot: 'b' }, 'any');
    expect(await count()).toMatchObject({ all: 5, statements: 1 });
    await keepOn(store, 301);
    expect(await count()).toMatchObject({ all: 6, statements: 1 });
    await store.delete(ids[0] ?? '', 'any');
    expect(await count()).toMatchObject({ all: 5, statements: 1 });
    await store.restore(ids[0] ?? '');
    expect(await count()).toMatchObject({ all: 6, statements: 1 });
    expect(await count()).toMatchObject({ all: 6, statements: 0 });
  });

  it('lets others ask while it counts, and counts nothing twice for two that ask the same', async () => {
    const { count } = await watched([0, 100, 200]);
    const ofDay = (day: number) => firstOfSecond(START + day * DAY);
    await count({ part: { from: ofDay(64), below: ofDay(128) } });
    const done: string[] = [];
    const asked = [count(), count()].map((each) =>
      each.then(({ all }) => done.push(`counted ${all}`)),
    );
    setImmediate(() => done.push('another'));
    await Promise.all(asked);
    expect(done).toEqual(['another', 'counted 3', 'counted 3']);
    expect(await count()).toMatchObject({ all: 3, statements: 0 });
  });

  it('counts the ends of a range that are no whole hours, and remembers what lies between', async () => {
    const { count } = await watched([0, 1, 2, 3]);
    const part = { from: firstOfSecond(START + 1), below: firstOfSecond(START + 3 * DAY + 17) };
    expect(await count({ part })).toMatchObject({ all: 3 });
    expect(await count({ part })).toMatchObject({ all: 3, statements: 2 });
    const within = { from: part.from, below: part.from + 5 };
    expect(await count({ part: within })).toMatchObject({ all: 0, statements: 1 });
  });

  it('says when the time was too short, and counts the rest for the next who asks', async () => {
    const { count } = await watched([0, 100, 200]);
    expect(await count({ budgetMs: -1 })).toMatchObject({ isWhole: false, statements: 0 });
    await expect.poll(() => count({ budgetMs: -1 })).toMatchObject({ all: 3, isWhole: true });
  });
});

describe('the memory', () => {
  it('forgets first what nobody asked for longest, and all of it', () => {
    const memory = new Memory(6);
    const keepRows = (question: string, part: string) =>
      memory.keep(question, part, { changes: 1, rows: [{}] });
    for (const part of ['x', 'y']) keepRows('old', part);
    keepRows('new', 'x');
    memory.touch('old');
    keepRows('newest', 'x');
    expect(memory.find('old', 'x', 1)).toEqual([{}]);
    expect(memory.find('new', 'x', 1)).toBeUndefined();
    expect(memory.find('newest', 'x', 1)).toEqual([{}]);
    expect(memory.find('newest', 'x', 2)).toBeUndefined();
    memory.keep('newest', 'x', { changes: 2, rows: [] });
    expect(memory.find('newest', 'x', 2)).toEqual([]);
  });
});
