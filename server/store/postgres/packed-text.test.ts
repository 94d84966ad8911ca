import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { textOf } from '../../json/text';
import { recordFrom } from '../../testing/sample-record';
import { keep, sampleDraft, sampleOutcome, tableIds } from '../../testing/store-suite/samples';
import { StoreUnavailable } from '../errors';
import { HEADER } from '../packed';
import type { Store } from '../store';
import { PostgresDatabase } from './database';
import { bytesOfText, textOfBytes } from './packed-text';
import { openPostgresStore } from './postgres-store';
import { PostgresServer } from '../../testing/postgres-server';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

const WORDS = 'A wombat digs at night, and it sleeps through most of the day. '.repeat(20);
const asked = JSON.stringify([{ role: 'user', content: `Which animal? ${WORDS}` }]);
const said = JSON.stringify({ choices: [{ message: { content: `A quokka. ${WORDS}` } }] });
const written = { draft: { messages: asked }, outcome: { body: said } };

async function open(url?: string) {
  const address = url ?? (await server.createDatabase());
  const database = new PostgresDatabase(address);
  const store = await openPostgresStore({ url: address });
  onTestFinished(() => Promise.all([store.close(), database.close()]).then(() => undefined));
  return { url: address, store, database };
}

/** Of each row, in order: whether the table has its texts in one. */
async function packedIn(database: PostgresDatabase): Promise<boolean[]> {
  const rows = await database.rows<{ packed: boolean }>(
    `SELECT messages = '' AND octet_length(body) < 600 AS packed FROM chatkeep.completions ORDER BY k`,
  );
  return rows.map(({ packed }) => packed);
}

const bodyOf = async (store: Store, id: string) =>
  textOf((await store.retrieve(id, 'any'))?.body ?? '');

it('keeps bytes as text, a seventh longer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: HEADER, maxLength: 400 }), (given) => {
      // Two lengths that are packed together have at most five digits.
      const bytes = Buffer.from(given).fill(0, 1, HEADER);
      const text = textOfBytes(bytes);
      expect(Array.from(text).every((each) => each > '\0' && each <= '\u0080')).toBe(true);
      expect(text[0]).toBe('\u0001');
      expect(text).toHaveLength(6 + Math.ceil((bytes.length * 8) / 7));
      expect(bytesOfText(text)).toEqual(bytes);
    }),
  );
});

it('reads a packed completion as any other, wherever it is read', async () => {
  const { store, database } = await open();
  const id = await keep(store, written);
  expect(await packedIn(database)).toEqual([true]);

  expect(await bodyOf(store, id)).toBe(said);
  expect(await store.messages(id, 'complete')).toBe(asked);
  const page = await store.list({ order: 'asc', limit: 5, metadata: [] });
  expect(page.rows).toMatchObject([{ body: said }]);
  expect(await store.updateMetadata(id, { a: 'b' }, 'any')).toMatchObject({ row: { body: said } });
  const k = await store.newestPosition();
  expect(await store.records([k], 1e6)).toMatchObject({
    records: [{ id, messages: asked, body: said }],
  });
  const size = sampleDraft().request.length + asked.length + said.length;
  expect(await store.bytesAt([k], 'completions')).toBe(size);
  expect(await tableIds(store, { search: 'quokka wombat' })).toEqual([id]);

  await store.delete(id, 'any');
  expect(await store.bytesAt([k], 'trash')).toBe(size);
  await store.restore(id);
  expect(await store.messages(id, 'any')).toBe(asked);
  expect(await packedIn(database)).toEqual([true]);
});

it('packs what comes from an import, also in the place of another', async () => {
  const { store, database } = await open();
  const id = await keep(store);
  const record = recordFrom({ id, messages: asked, body: said });
  expect(await store.insertRecords([record], 'replace')).toEqual(['replaced']);
  expect(await packedIn(database)).toEqual([true]);
  expect(await store.messages(id, 'any')).toBe(asked);
});

it('keeps what was asked when a packed completion ends once more', async () => {
  const { store, database } = await open();
  const draft = sampleDraft({ messages: asked });
  await store.begin(draft);
  const cut = { ...sampleOutcome({ body: said }), state: 'incomplete' as const };
  await store.finish(draft.id, { ...cut, reason: 'server_restart' });
  expect(await packedIn(database)).toEqual([true]);
  for (const body of ['{"choices":[]}', JSON.stringify({ long: 'x'.repeat(70_000) }), said]) {
    await store.finish(draft.id, { ...cut, reason: 'server_restart', body });
    expect(await store.messages(draft.id, 'any')).toBe(asked);
    expect(await bodyOf(store, draft.id)).toBe(body);
  }
});

it('packs what is asked, too, and keeps it whatever comes of it', async () => {
  const { url, store, database } = await open();
  const { store: other } = await open(url);
  const long = JSON.stringify({ long: 'x'.repeat(70_000) });
  for (const [ending, body] of [
    [store, said],
    [store, long],
    [other, said],
    [other, long],
  ] as const) {
    const draft = sampleDraft({ messages: asked });
    await store.begin(draft);
    expect((await packedIn(database)).at(-1)).toBe(true);
    expect(await other.messages(draft.id, 'any')).toBe(asked);
    expect(await bodyOf(other, draft.id)).toBe('{}');
    expect(await ending.finish(draft.id, sampleOutcome({ body }))).toBe(true);
    expect(await store.messages(draft.id, 'any')).toBe(asked);
    expect(await bodyOf(store, draft.id)).toBe(body);
  }
});

it('packs nothing while a server of a former release lives, which could not read it', async () => {
  const { url, store: early, database } = await open();
  const packed = await keep(early, written);
  await database.run(`INSERT INTO chatkeep.servers (token, alive_until)
    VALUES ('former', now() + interval '30 seconds')`);
  const { store } = await open(url);
  const id = await keep(store, written);
  await store.insertRecords([recordFrom({ id: 'imported', messages: asked, body: said })], 'skip');
  expect((await packedIn(database)).filter(Boolean)).toHaveLength(1);
  for (const each of [packed, id, 'imported']) expect(await bodyOf(store, each)).toBe(said);

  await database.run("DELETE FROM chatkeep.servers WHERE token = 'former'");
  await store.ready();
  await keep(store, written);
  expect((await packedIn(database)).filter(Boolean)).toHaveLength(2);
});

it('says that the store is damaged where packed texts are', async () => {
  const { store, database } = await open();
  const [id, other] = [await keep(store, written), await keep(store, written)];
  const damage = 'UPDATE chatkeep.completions SET body = left(body, 90) WHERE id = $1';
  await database.run(damage, [id]);
  await expect(store.retrieve(id, 'any')).rejects.toThrow(StoreUnavailable);
  expect(await bodyOf(store, other)).toBe(said);
  await store.delete(id, 'any');
  await store.erase(id);
  expect(await store.retrieve(id, 'any')).toBeNull();
});
