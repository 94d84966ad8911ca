import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keep } from '../../testing/store-suite/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { noFilter } from '../no-filter';
import { firstOfSecond } from '../position';
import { SqliteDatabase } from '../sqlite/database';
import { openSqliteStore } from '../sqlite/sqlite-store';
import { tableOn } from '../sqlite/table';
import { countExpected } from './expected';
import { insightsOf } from './insights';
import type { TableDatabase } from './dialect';
import { seriesOf } from './series';

const DAY = 86_400;

it('counts what Insights and a split chart show at first before they are asked', async () => {
  const file = join(temporaryFolder(), 'test.db');
  const store = await openSqliteStore({ url: file });
  onTestFinished(() => store.close());
  const recently = Math.floor(Date.now() / 1_000 / DAY) - 3;
  for (const day of [16_204, 16_205, 16_304, 16_404, recently, recently + 1]) {
    const created = day * DAY;
    await keep(store, {
      draft: { created, k: firstOfSecond(created) + day, metadata: { lot: `${day % 2}` } },
    });
  }
  const counted: string[] = [];
  const watched = (): TableDatabase => {
    const database = new SqliteDatabase(file);
    onTestFinished(() => database.close());
    const table = tableOn(database);
    return {
      ...table,
      rows: (sql, values) => {
        if (sql.includes('json_group_array')) counted.push(sql);
        return table.rows(sql, values);
      },
    };
  };
  const ask = async (table: TableDatabase) => {
    counted.length = 0;
    return [
      await insightsOf(table, { filter: noFilter, split: { by: 'model' }, verdictKey: 'review' }),
      await seriesOf(table, { filter: noFilter, split: { by: 'metadata', key: 'lot' } }),
    ];
  };
  const answers = await ask(watched());
  expect(counted).not.toEqual([]);
  const table = watched();
  await countExpected(table);
  await table.memory.idle();
  expect(await ask(table)).toEqual(answers);
  expect(counted).toEqual([]);
  counted.length = 0;
  await countExpected(table);
  await table.memory.idle();
  expect(counted).toEqual([]);
});
