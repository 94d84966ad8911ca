import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StoreUnavailable } from '../errors';
import { keep, keepTagged, sampleDraft, tableQuery } from '../../testing/store-suite/samples';
import type { Store } from '../store';
import { AWAITED } from '../table/query';
import { openPostgresStore } from './postgres-store';
import { PostgresServer } from '../../testing/postgres-server';

/** CHATKEEP_KILL_ROUNDS=500 is the long run. */
const ROUNDS = Number(process.env['CHATKEEP_KILL_ROUNDS'] ?? 20);
const WRITERS = 8;

const postgres = new PostgresServer();
beforeAll(async () => {
  await postgres.start();
  // With what it is asked for alone a commit is on the disk before it is told.
  await postgres.query('ALTER SYSTEM SET synchronous_commit = off');
  await postgres.query("ALTER SYSTEM SET wal_writer_delay = '10s'");
  await postgres.query('SELECT pg_reload_conf()');
});
afterAll(() => postgres.remove());

type Said = { kept: Set<string>; deleted: Set<string>; begun: Set<string> };

/** Writes until the server is gone; says what was acknowledged. */
async function write(store: Store, said: Said, onSaid: () => void): Promise<void> {
  try {
    for (;;) {
      const id = await keep(store, { outcome: { body: BODY } });
      said.kept.add(id);
      onSaid();
      const tagged = await keepTagged(store, { a: 'b' });
      await store.delete(tagged, 'any');
      said.deleted.add(tagged);
      onSaid();
      const draft = sampleDraft();
      await store.begin(draft);
      said.begun.add(draft.id);
      onSaid();
    }
  } catch (error) {
    expect(error).toBeInstanceOf(StoreUnavailable);
  }
}

const BODY = JSON.stringify({ object: 'chat.completion', text: 'x'.repeat(5_000) });

async function expectAll(store: Store, said: Said): Promise<void> {
  for (const id of said.kept)
    expect(await store.retrieve(id, 'complete'), id).toMatchObject({ body: BODY });
  for (const id of said.begun) expect(await store.retrieve(id, 'any'), id).not.toBeNull();
  for (const id of said.deleted) expect(await store.retrieve(id, 'any'), id).toBeNull();
}

/** A kill empties the search index, often while it is still made anew after the one before. */
async function expectSearched(store: Store, isWaiting: boolean): Promise<void> {
  const search = tableQuery({ search: 'hello', states: ['complete'] });
  const stored = (await store.query(tableQuery({ states: ['complete'] }))).total.value;
  if (!isWaiting) {
    const { total, unsearched } = await store.query({ ...search, ...AWAITED });
    expect(unsearched > 0 || total.value === stored).toBe(true);
    return;
  }
  expect((await store.query({ ...search, countBudgetMs: Infinity })).total.value).toBe(stored);
}

it(
  `every acknowledged write is there, and found, after ${ROUNDS} kills of PostgreSQL in the middle of commits`,
  { timeout: ROUNDS * 20_000 },
  async () => {
    const store = await openPostgresStore({ url: await postgres.createDatabase() });
    let all = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const said: Said = { kept: new Set(), deleted: new Set(), begun: new Set() };
      let left = randomInt(1, 120);
      let writers: Promise<void>[] = [];
      await new Promise<void>((resolve) => {
        const onSaid = () => (left -= 1) === 0 && resolve();
        writers = Array.from({ length: WRITERS }, () => write(store, said, onSaid));
      });
      await (round % 2 === 0 ? postgres.kill() : postgres.crash());
      await Promise.all(writers);
      await postgres.start();
      await store.ready();
      await expectAll(store, said);
      await expectSearched(store, round % 3 === 0 || round === ROUNDS - 1);
      all += said.kept.size + said.deleted.size + said.begun.size;
    }
    expect(all).toBeGreaterThan(ROUNDS);
    process.stdout.write(
      `FIGURE | kills of PostgreSQL | ${ROUNDS}, ${all} acknowledged writes, none lost |\n`,
    );
    await store.close();
  },
);
