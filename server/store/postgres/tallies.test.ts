import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { keep, tableQuery } from '../../testing/store-suite/samples';
import { noFilter } from '../no-filter';
import { openStore } from '../open-store';
import type { Store } from '../store';
import { PostgresDatabase } from './database';
import { migrations } from './schema';
import { PostgresServer } from '../../testing/postgres-server';
import { firstOfSecond } from '../position';
import type { Range } from '../table/query';
import { CREATE_MONTHS, CREATE_TALLIES, settleTallies, SPANS } from './tallies';

const server = new PostgresServer();
const DAY = 86_400;
/** The first second of a month of the tallies. */
const START = 600 * 32 * DAY;

beforeAll(() => server.start(), 60_000);
afterAll(() => server.remove());

async function open(url: string): Promise<Store> {
  const store = await openStore(url);
  onTestFinished(() => store.close());
  return store;
}

describe('tallies on PostgreSQL', () => {
  it('count what a former release stored, and what is written while that is added up', async () => {
    const url = await server.createDatabase();
    const before = await open(url);
    for (const model of ['a', 'a', 'b']) await keep(before, { outcome: { model } });
    const database = new PostgresDatabase(url);
    onTestFinished(() => database.close());
    await database.run('DROP TABLE chatkeep.tallies, chatkeep.tally_changes');
    await database.run('DROP TRIGGER tally_added ON chatkeep.completions');
    await database.run('DELETE FROM chatkeep.migrations WHERE version > $1', [
      migrations.indexOf(CREATE_TALLIES),
    ]);
    const store = await open(url);
    const counts = async () => {
      const { models } = await store.facets(noFilter, Infinity);
      return models.map(({ value, count }) => `${value}: ${count}`);
    };
    expect(await counts()).toEqual(['a: 2', 'b: 1']);
    await Promise.all([
      ...Array.from({ length: 20 }, () => keep(store, { outcome: { model: 'b' } })),
      ...Array.from({ length: 5 }, () => settleTallies(database)),
    ]);
    expect(await counts()).toEqual(['b: 21', 'a: 2']);
    // One that finds another at it leaves it alone.
    await vi.waitFor(async () => {
      await settleTallies(database);
      expect(await database.rows('SELECT 1 FROM chatkeep.tally_changes')).toEqual([]);
    });
    expect(await counts()).toEqual(['b: 21', 'a: 2']);
  });

  it('are of months, too, whose sums are those of their days', async () => {
    const url = await server.createDatabase();
    const store = await open(url);
    const database = new PostgresDatabase(url);
    onTestFinished(() => database.close());
    const months = async () => {
      const sql =
        'SELECT start, CAST(sum(count) AS INT) AS count FROM chatkeep.tallies WHERE span = $1 GROUP BY 1 ORDER BY 1';
      return (await database.rows<{ count: number }>(sql, [SPANS[0] ?? 0])).map(
        ({ count }) => count,
      );
    };
    const ids: string[] = [];
    for (const day of [0, 1, 1, 33, 70, 70, 140]) {
      const created = START + day * DAY;
      ids.push(await keep(store, { draft: { created, k: firstOfSecond(created) + ids.length } }));
    }
    await settleTallies(database);
    expect(await months()).toEqual([3, 1, 2, 1]);
    const total = async (created: Range) =>
      (await store.query(tableQuery({ ...noFilter, created }))).total.value;
    const totals = async () => [
      await total({}),
      await total({ min: START + DAY, max: START + 140 * DAY }),
      await total({ min: START + 60 * DAY }),
    ];
    expect(await totals()).toEqual([7, 5, 3]);

    await store.delete(ids[4] ?? '', 'any');
    expect(await totals()).toEqual([6, 4, 2]);
    await settleTallies(database);
    expect(await months()).toEqual([3, 1, 1, 1]);
    expect(await totals()).toEqual([6, 4, 2]);

    // As a former release left it.
    await database.run('DELETE FROM chatkeep.tallies WHERE span = $1', [SPANS[0] ?? 0]);
    await database.run('INSERT INTO chatkeep.tally_lock VALUES (1)');
    await database.run('DROP TABLE chatkeep.tally_turn');
    await database.run('DELETE FROM chatkeep.migrations WHERE version > $1', [
      migrations.indexOf(CREATE_MONTHS),
    ]);
    await open(url);
    expect(await months()).toEqual([3, 1, 1, 1]);
    expect(await totals()).toEqual([6, 4, 2]);
    expect(await database.rows('SELECT 1 FROM chatkeep.tally_lock')).toEqual([]);
  });
});
