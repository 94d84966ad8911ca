import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keep } from '../../testing/store-suite/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { SqliteDatabase } from '../sqlite/database';
import { openSqliteStore } from '../sqlite/sqlite-store';
import { tableOn } from '../sqlite/table';
import { grouped, groupedHere, type Grouping } from './grouped';
import { Selection } from './selection';

const NAMES = [
  'a',
  'A',
  '',
  '"',
  '\\',
  ',',
  'null',
  '1',
  '[1]',
  '{"a":1}',
  'é😀',
  '\u2028',
  'x\ny',
];

it('groups rows here as the database does, whatever their values', async () => {
  const file = join(temporaryFolder(), 'test.db');
  const store = await openSqliteStore({ url: file });
  onTestFinished(() => store.close());
  for (let n = 0; n < 3 * NAMES.length; n += 1)
    await keep(store, {
      draft: { metadata: n % 4 === 0 ? {} : { lot: NAMES[n % NAMES.length] ?? '' } },
      outcome: {
        model: NAMES[(n * 5) % NAMES.length] ?? '',
        totalMs: n % 3 === 0 ? null : n * 1.25e-7,
        promptTokens: n % 7 === 0 ? 2 ** 40 + n : n,
        cost: n % 2 === 0 ? null : n / 3e7,
      },
    });
  const database = new SqliteDatabase(file);
  onTestFinished(() => database.close());
  const table = tableOn(database);
  const sums = { ms: 'c.total_ms', tokens: 'c.prompt_tokens', cost: 'c.cost' };
  const asked: ((selection: Selection) => Grouping)[] = [
    () => ({ keys: {} }),
    () => ({ keys: { model: 'c.model' }, sums }),
    ({ k }) => ({ keys: { part: `${k} % 3`, ms: 'c.total_ms' } }),
    (selection) => ({ keys: { lot: selection.valueOf('lot'), model: 'c.model' }, sums }),
  ];
  for (const grouping of asked) {
    const rows = async (group: typeof grouped) => {
      const selection = new Selection(table.dialect, { kind: 'table' });
      return group<Record<string, unknown>>(table, selection, grouping(selection));
    };
    const [there, here] = [await rows(grouped), await rows(groupedHere)];
    const about = (row: Record<string, unknown>) =>
      Object.entries(row).map(([name, value]) => [
        name,
        name in sums && typeof value === 'number' ? Number(value.toPrecision(12)) : value,
      ]);
    const sorted = (all: typeof here) => all.map((row) => JSON.stringify(about(row))).toSorted();
    expect(sorted(here)).toEqual(sorted(there.map(({ count, ...row }) => ({ count, ...row }))));
  }
});
