import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { keep } from '../../testing/store-suite/samples';
import { noFilter } from '../no-filter';
import { openStore } from '../open-store';
import type { Store } from '../store';
import { PostgresDatabase } from './database';
import { migrations } from './schema';
import { PostgresServer } from './server';
import { CREATE_TALLIES, settleTallies } from './tallies';

const server = new PostgresServer();

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
});
