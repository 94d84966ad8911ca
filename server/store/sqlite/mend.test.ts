import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keep, tableIds } from '../../testing/store-suite/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { noFilter } from '../no-filter';
import type { Store } from '../store';
import { SqliteDatabase } from './database';
import { mend } from './mend';
import { openSqliteStore } from './sqlite-store';

let folder: string;
let whole: string;
let file: string;
let database: SqliteDatabase;

/** As an application stores it. */
const said = (content: string) => JSON.stringify([{ role: 'user', content }]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chatkeep-'));
  whole = join(folder, 'test.db');
  const store = await openSqliteStore({ url: whole });
  const metadata = { env: 'prod' };
  for (const id of ['wombat', 'okapi', 'tapir'])
    await keep(store, {
      draft: { id: `chat-${id}`, metadata, messages: said(`the ${id} sleeps`) },
    });
  await store.delete('chat-tapir', 'any');
  await store.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  file = join(temporaryFolder(), 'test.db');
  copyFileSync(whole, file);
  database = new SqliteDatabase(file);
});

afterEach(() => database.close());

async function opened(work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openSqliteStore({ url: file });
  await work(store);
  await store.close();
}

/** Whatever is found of it, and how many are counted. */
async function works(store: Store): Promise<void> {
  await keep(store, { draft: { id: 'chat-later', messages: said('the later ibex') } });
  for (const [search, id] of Object.entries({
    wombat: 'chat-wombat',
    'okapi sleeps': 'chat-okapi',
    'chat-okapi': 'chat-okapi',
    ibex: 'chat-later',
  }))
    expect(await tableIds(store, { search }), search).toEqual([id]);
  const found = await tableIds(store, { search: 'prod' });
  expect(found.toSorted()).toEqual(['chat-okapi', 'chat-wombat']);
  const { models } = await store.facets(noFilter, Infinity);
  expect(models).toEqual([{ value: 'gpt-test', count: 3 }]);
}

describe('a file that lacks', () => {
  it.each([
    'DROP INDEX completions_table',
    'DROP INDEX documents_name',
    'DROP TRIGGER audit_keeps',
    'DROP TRIGGER tally_added',
    'DROP TABLE tallies',
    'DROP TABLE search_log',
  ])('what others give has it made anew: %s', async (damage) => {
    database.script(damage);
    const name = damage.split(' ').at(-1);
    expect(mend(database)).toContain(name);
    await opened(works);
    expect(mend(database)).toEqual([]);
  });

  it.each([
    ['DROP TABLE jobs', 'the table jobs is missing'],
    ['ALTER TABLE completions RENAME COLUMN provider TO p', 'the column completions.provider'],
  ])('what nothing gives is refused by name: %s', async (damage, words) => {
    database.script(damage);
    await expect(openSqliteStore({ url: file })).rejects.toThrow(words);
  });
});

it('a whole file is left as it is', () => {
  const script = vi.spyOn(database, 'script');
  expect(mend(database)).toEqual([]);
  expect(script).not.toHaveBeenCalled();
});
