import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { textOf } from '../../json/text';
import { recordFrom } from '../../testing/sample-record';
import { keep, sampleDraft, sampleOutcome, tableIds } from '../../testing/store-suite/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { withDatabase } from '../../testing/with-database';
import { StoreUnavailable } from '../errors';
import { migrate } from './migrate';
import { migrations } from './schema';
import { openIndexedStore } from './sqlite-store';

const WORDS = 'A wombat digs at night, and it sleeps through most of the day. '.repeat(20);
const asked = JSON.stringify([{ role: 'user', content: `Which animal? ${WORDS}` }]);
const said = JSON.stringify({ choices: [{ message: { content: `A quokka. ${WORDS}` } }] });

async function open(file = join(temporaryFolder(), 'chatkeep.db')) {
  const { store, indexing } = await openIndexedStore({ url: file });
  onTestFinished(() => store.close());
  return { file, store, indexing };
}

/** Of each row the bytes that the file has in place of its texts; none: the texts. */
function packedIn(file: string): (Buffer | null)[] {
  const sql = `SELECT hex(body) AS bytes, typeof(body) AS type FROM completions
    UNION ALL SELECT hex(body), typeof(body) FROM trash`;
  const rows = withDatabase(file, (database) => database.all<{ bytes: string; type: string }>(sql));
  return rows.map(({ bytes, type }) => (type === 'blob' ? Buffer.from(bytes, 'hex') : null));
}

describe('a completion whose texts are packed', () => {
  const written = { draft: { messages: asked }, outcome: { body: said } };

  it('is read as any other, wherever it is read', async () => {
    const { file, store, indexing } = await open();
    const id = await keep(store, written);
    expect(packedIn(file)).toEqual([expect.any(Buffer)]);

    const bodyOf = (row: { body: string | Uint8Array } | null | undefined) =>
      row && textOf(row.body);
    expect(bodyOf(await store.retrieve(id, 'any'))).toBe(said);
    expect(await store.messages(id, 'complete')).toBe(asked);
    const page = await store.list({ order: 'asc', limit: 5, metadata: [] });
    expect(page.rows.map(bodyOf)).toEqual([said]);
    const updated = await store.updateMetadata(id, { a: 'b' }, 'any');
    expect(updated.kind === 'updated' && bodyOf(updated.row)).toBe(said);
    const k = await store.newestPosition();
    const { records } = await store.records([k], 1e6);
    expect(records).toMatchObject([{ id, messages: asked, body: said }]);
    const { request } = sampleDraft();
    expect(await store.bytesAt([k], 'completions')).toBe(
      request.length + asked.length + said.length,
    );
    // Before it is in the index, and once it is.
    expect(await tableIds(store, { search: 'quokka wombat' })).toEqual([id]);
    await indexing.caughtUp();
    expect(await tableIds(store, { search: 'quokka wombat' })).toEqual([id]);

    await store.delete(id, 'any');
    expect(await store.bytesAt([k], 'trash')).toBe(request.length + asked.length + said.length);
    await store.restore(id);
    expect(await store.messages(id, 'any')).toBe(asked);
  });

  it('comes packed from an import, also in the place of another', async () => {
    const { file, store } = await open();
    const id = await keep(store);
    const record = recordFrom({ id, messages: asked, body: said });
    expect(await store.insertRecords([record], 'replace')).toEqual(['replaced']);
    expect(packedIn(file)).toEqual([expect.any(Buffer)]);
    expect(await store.messages(id, 'any')).toBe(asked);
  });

  it('ends once more as it did at first: what was asked is not lost', async () => {
    const { file, store } = await open();
    const draft = sampleDraft({ messages: asked });
    await store.begin(draft);
    const cut = { ...sampleOutcome({ body: said }), state: 'incomplete' as const };
    await store.finish(draft.id, { ...cut, reason: 'server_restart' });
    expect(packedIn(file)).toEqual([expect.any(Buffer)]);
    for (const body of ['{"choices":[]}', JSON.stringify({ long: 'x'.repeat(70_000) })]) {
      await store.finish(draft.id, { ...cut, reason: 'server_restart', body });
      expect(await store.messages(draft.id, 'any')).toBe(asked);
      expect(textOf((await store.retrieve(draft.id, 'any'))?.body ?? '')).toBe(body);
    }
  });

  it('leaves none of its bytes when it is erased', async () => {
    const { file, store } = await open();
    const ids = [];
    for (let i = 0; i < 60; i += 1) {
      const messages = JSON.stringify([{ content: `${randomBytes(300).toString('hex')} ${i}` }]);
      ids.push(await keep(store, { draft: { messages }, outcome: { body: said } }));
    }
    const packed = packedIn(file).filter((bytes) => bytes !== null);
    expect(packed).toHaveLength(60);
    // In the middle of each, where no two are the same.
    const marks = packed.map((bytes) => bytes.subarray(300, 324));
    const left = () =>
      [file, `${file}-wal`].flatMap((path) => {
        const bytes = readFileSync(path);
        return marks.filter((mark) => bytes.includes(mark));
      });
    expect(left().length).toBeGreaterThanOrEqual(60);
    for (const id of ids) await store.delete(id, 'any').then(() => store.erase(id));
    await expect.poll(() => left()).toEqual([]);
  });

  it('that is damaged is not found, and does not keep others from being found', async () => {
    const { file, store } = await open();
    const [id, other] = [await keep(store, written), await keep(store, written)];
    await store.close();
    const damage = "UPDATE completions SET body = X'0100FF00FF1234' WHERE id = ?";
    withDatabase(file, (database) => database.run(damage, [id]));
    rmSync(`${file}.search`);
    const again = await open(file);
    await again.indexing.caughtUp();
    expect(await tableIds(again.store, { search: 'quokka' })).toEqual([other]);
    await expect(again.store.retrieve(id, 'any')).rejects.toThrow(StoreUnavailable);
    expect(textOf((await again.store.retrieve(other, 'any'))?.body ?? '')).toBe(said);
    await again.store.delete(id, 'any');
    await again.store.erase(id);
    expect(await again.store.retrieve(id, 'any')).toBeNull();
  });
});

it('a file of a release before keeps its texts, and packs what comes', async () => {
  const file = join(temporaryFolder(), 'chatkeep.db');
  const before = migrations.slice(
    0,
    migrations.findIndex((step) => String(step).includes('ANY')),
  );
  withDatabase(file, (database) => {
    migrate(database, file, before);
    const columns = `k, id, created, state, provider, requested_model, model, input_preview, metadata,
      request, body, messages`;
    const row = [1, 'old', 1, 'complete', 'demo', 'm', 'm', '', '{}', '{}', said, asked];
    database.run(
      `INSERT INTO completions (${columns}) VALUES (${row.map(() => '?').join(', ')})`,
      row,
    );
  });
  const { store } = await open(file);
  const id = await keep(store, { draft: { messages: asked }, outcome: { body: said } });
  expect(packedIn(file)).toEqual([null, expect.any(Buffer)]);
  for (const each of ['old', id]) expect(await store.messages(each, 'any')).toBe(asked);
  expect((await tableIds(store, { search: 'quokka' })).toSorted()).toEqual([id, 'old'].toSorted());
  expect(withDatabase(file, (database) => database.value('PRAGMA integrity_check'))).toBe('ok');
});
