import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { keep, tableIds } from '../../testing/store-suite/samples';
import { PostgresDatabase } from './database';
import { openPostgresStore } from './postgres-store';
import { PostgresServer } from '../../testing/postgres-server';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

// Where letters are what Unicode calls so; in the locale "C" only those of ASCII are.
const UNICODE = "TEMPLATE template0 LC_CTYPE 'C.UTF-8' LC_COLLATE 'C'";

async function open() {
  const url = await server.createDatabase(UNICODE);
  const [store, database] = [await openPostgresStore({ url }), new PostgresDatabase(url)];
  onTestFinished(() => Promise.all([store.close(), database.close()]).then(() => undefined));
  return { store, database };
}

it('finds each part of words of any script by its trigrams', async () => {
  const { store, database } = await open();
  const text = 'wombat l’écoleétait жуков ёлка 東京都 𠮷𠮸𠮹𠮺 x-1 aé-b σίσυφος';
  const parts = Array.from(text).flatMap((_, at, all) =>
    [3, 4, 7].map((length) => all.slice(at, at + length).join('')),
  );
  const lacking = await database.rows(
    `SELECT part FROM unnest($2::text[]) part
      WHERE NOT chatkeep.trigrams($1) @> chatkeep.trigrams_within(part)`,
    [text, parts],
  );
  expect(lacking).toEqual([]);
  const id = await keep(store, {
    draft: { messages: JSON.stringify([{ role: 'user', content: text }]) },
  });
  await keep(store, { draft: { messages: '[{"role":"user","content":"a fox"}]' } });
  for (const search of ['omba', 'coleé', 'уко', 'ёлк', '𠮸𠮹𠮺', 'сомбат', 'ombx'])
    expect(await tableIds(store, { search }), search).toEqual(
      ['сомбат', 'ombx'].includes(search) ? [] : [id],
    );
});

it('keeps none that only whole words are found by', async () => {
  const { database } = await open();
  const [row] = await database.rows(
    `SELECT chatkeep.trigrams('a wombat') AS kept, chatkeep.trigrams_within('ombat') AS asked,
      chatkeep.trigrams_within('жук') <> '{}' AS "isAsked", chatkeep.trigrams('a b') AS none`,
  );
  expect(row).toEqual({
    kept: ['bat', 'mba', 'omb', 'wom'],
    asked: ['bat', 'mba', 'omb'],
    isAsked: true,
    none: [],
  });
});
