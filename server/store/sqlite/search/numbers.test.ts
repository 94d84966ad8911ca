import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { recordFrom } from '../../../testing/sample-record';
import { tableIds, tableQuery } from '../../../testing/store-suite/samples';
import { temporaryFolder } from '../../../testing/temporary-folder';
import type { TablePosition } from '../../table/query';
import { SqliteDatabase } from '../database';
import { openIndexedStore } from '../sqlite-store';
import { indexPath } from './index-file';

it('finds in order what came late, between others that are indexed', async () => {
  const file = join(temporaryFolder(), 'chatkeep.db');
  const { store, indexing } = await openIndexedStore({ url: file, gatherMs: Infinity });
  onTestFinished(() => store.close());
  const at = (k: number, word: string, name = 'none') =>
    recordFrom({
      messages: JSON.stringify([{ role: 'user', content: `okapi ${word}` }]),
      k,
      id: `id-${k}`,
      created: 1,
      metadata: { name },
    });
  const indexed = async (...records: ReturnType<typeof at>[]) => {
    for (const record of records) {
      await store.insertRecords([record], 'skip');
      await indexing.caughtUp();
    }
  };
  await indexed(at(5e6, 'one'), at(7e6, 'two'), at(9e6, 'three'));
  // Between neighbours, below all, above all.
  await indexed(at(6e6, 'late', 'wombat'), at(6.5e6, 'late'), at(8e6, 'late'), at(2e6, 'old'));
  await indexed(at(3e6, 'old', 'wombat'), at(1e6, 'old'), at(9.5e6, 'new', 'wombat'));
  const index = new SqliteDatabase(indexPath(file));
  onTestFinished(() => index.close());
  const late = () => Number(index.value('SELECT count(*) FROM completion_texts WHERE n < 0'));
  expect(late()).toBe(3);
  const all = [9.5e6, 9e6, 8e6, 7e6, 6.5e6, 6e6, 5e6, 3e6, 2e6, 1e6].map((k) => `id-${k}`);
  expect(await tableIds(store, { search: 'okapi' })).toEqual(all);
  expect(await tableIds(store, { search: 'late' })).toEqual([
    'id-8000000',
    'id-6500000',
    'id-6000000',
  ]);
  expect(await tableIds(store, { search: 'wombat' })).toEqual([
    'id-9500000',
    'id-6000000',
    'id-3000000',
  ]);
  for (const order of ['asc', 'desc'] as const) {
    const ids: string[] = [];
    let after: TablePosition | undefined;
    do {
      const page = await store.query(tableQuery({ search: 'okapi' }, { order, limit: 2, after }));
      expect(page.total).toEqual({ value: 10, relation: 'exact' });
      expect(page.preceding).toEqual({ value: ids.length, relation: 'exact' });
      ids.push(...page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(ids).toEqual(order === 'desc' ? all : all.toReversed());
  }
  await store.delete('id-6500000', 'any');
  await store.erase('id-6500000');
  await store.updateMetadata('id-6000000', { name: 'ibex' }, 'any');
  await indexing.caughtUp();
  expect(late()).toBe(2);
  expect(await tableIds(store, { search: 'late' })).toEqual(['id-8000000', 'id-6000000']);
  expect(await tableIds(store, { search: 'ibex' })).toEqual(['id-6000000']);
});
