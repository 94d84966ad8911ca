import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recordFrom } from '../../testing/sample-record';
import { keep, sampleDraft, tableQuery } from '../../testing/store-suite/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import type { TableDatabase } from '../table/dialect';
import { Selection } from '../table/selection';
import { SqliteDatabase } from './database';
import { SearchedDatabase } from './search/searched-database';
import { openIndexedStore } from './sqlite-store';
import { tableOn } from './table';

const COUNT = 60;
const messagesOf = (content: string) => JSON.stringify([{ role: 'user', content }]);

/**
 * Completions of which every third says `okapi`, and every fourth is called `user-7`, some others
 * of the newest six `today`. `isLate`: one in two was indexed first,
 * so that those between them came late. The newest are not indexed, and one is in the trash.
 */
async function searched<T>(
  words: string[],
  ask: (table: TableDatabase) => Promise<T>,
  isLate = true,
) {
  const file = join(temporaryFolder(), 'chatkeep.db');
  const { store, indexing } = await openIndexedStore({ url: file, gatherMs: Infinity });
  const first = sampleDraft().k;
  const records = Array.from({ length: COUNT }, (_, n) =>
    recordFrom({
      k: first + n,
      messages: messagesOf(n % 3 ? 'a tapir' : 'an okapi'),
      metadata: { user: n % 4 === 0 ? `user-7${n}` : n < 54 ? 'somebody' : 'today' },
    }),
  );
  for (const odd of [0, 1]) {
    await store.insertRecords(
      records.filter((_, n) => n % 2 === odd),
      'skip',
    );
    if (isLate || odd === 1) await indexing.caughtUp();
  }
  await keep(store, { draft: sampleDraft({ messages: messagesOf('okapi user-7') }) });
  await store.delete(records[0]?.id ?? '', 'any');
  const database = new SearchedDatabase(file);
  onTestFinished(async () => {
    database.close();
    await store.close();
  });
  return database.searched(words, {}, (tail) => ask(tableOn(database, tail)));
}

it('the total of a pair that is new is no estimate of all rows', async () => {
  const file = join(temporaryFolder(), 'chatkeep.db');
  const { store } = await openIndexedStore({ url: file, gatherMs: Infinity });
  onTestFinished(() => store.close());
  const id = await keep(store);
  const database = new SqliteDatabase(file);
  onTestFinished(() => database.close());
  const columns =
    'created, state, provider, requested_model, model, input_preview, metadata, request, messages';
  const [all, tagged] = [100_000, 35_000];
  database.transaction(() => {
    database.run(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${all})
        INSERT INTO completions (k, id, ${columns})
          SELECT i, id || '-' || i, ${columns} FROM n, completions WHERE id = ?`,
      [id],
    );
    database.run(`INSERT INTO completion_metadata SELECT 'env', 'new', k FROM completions
      WHERE k BETWEEN ${all - tagged + 1} AND ${all}`);
  });
  const query = tableQuery({ metadata: [['env', 'new']] }, { limit: 1, countBudgetMs: 0 });
  const { total } = await store.query(query);
  expect(total.relation).toBe('estimate');
  expect(total.value).toBeGreaterThan(tagged * 0.9);
  expect(total.value).toBeLessThan(tagged * 1.1);
});

describe('a search on SQLite', () => {
  it.each([
    { words: ['okapi'], found: 20 },
    { words: ['user-7'], found: 15 },
    { words: ['user-7', 'okapi'], found: 5 },
    { words: ['ok', 'er'], found: 5 },
    { words: ['zebra'], found: 0 },
  ])('reads all texts of a slice, or looks for each: $words', async ({ words, found }) => {
    const seen = await searched(words, async (table) => {
      const all = await table.rows<{ k: number }>('SELECT k FROM completions ORDER BY k');
      const [low, high] = [all[5]?.k, all[17]?.k];
      const slices = [{}, { from: low }, { below: high }, { from: low, below: high }];
      const ask = async (isSlice: boolean) => {
        const rows = slices.map((slice) => {
          const selection = new Selection(table.dialect, { kind: 'table' }).saying(words);
          const sql = selection.between(slice, isSlice).sql('c.k AS k', 'ORDER BY c.k');
          expect(sql.includes('c.k IN (')).toBe(isSlice);
          return table.rows<{ k: number }>(sql, selection.values);
        });
        return Promise.all(rows);
      };
      return { read: await ask(true), looked: await ask(false) };
    });
    expect(seen.read).toEqual(seen.looked);
    expect(seen.read[0]).toHaveLength(found);
  });

  it.each([
    { word: 'somebody', most: 40, isMany: true },
    { word: 'somebody', most: 41, isMany: false },
    { word: 'user-7', most: 5, isMany: true },
    { word: 'today', most: 5, isMany: false },
    { word: 'zebra', most: 5, isMany: false },
  ])(
    'tells by a sample whether $most are called by $word: $isMany',
    async ({ word, most, isMany }) => {
      const many = await searched(
        [word],
        async (table) => {
          const values: string[] = [];
          const sql = table.dialect.namesMany?.(word, most, (value) => {
            values.push(String(value));
            return `$${values.length}`;
          });
          const [row] = await table.rows<{ count: number }>(sql ?? '', values);
          return row?.count;
        },
        false,
      );
      expect(many).toBe(Number(isMany));
    },
  );
});
