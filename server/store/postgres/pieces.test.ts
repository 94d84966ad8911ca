import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { sampleDraft } from '../../testing/store-suite/samples';
import { openStore } from '../open-store';
import { PostgresDatabase } from './database';
import { PostgresServer } from './server';

const server = new PostgresServer();

beforeAll(() => server.start(), 60_000);
afterAll(() => server.remove());

it('pieces of one answer that are kept in one write stay in the order they came', async () => {
  const url = await server.createDatabase();
  const store = await openStore(url);
  onTestFinished(() => store.close());
  const database = new PostgresDatabase(url);
  onTestFinished(() => database.close());
  const drafts = [sampleDraft(), sampleDraft(), sampleDraft()];
  for (const draft of drafts) await store.begin(draft);
  const said = Array.from({ length: 500 }, (_, nth) => `["${nth}"]`);
  await store.keepPieces(said.flatMap((chunks) => drafts.map(({ id }) => ({ id, chunks }))));
  for (const { k } of drafts) {
    const pieces = await database.rows<{ chunks: string }>(
      'SELECT chunks FROM chatkeep.answer_pieces WHERE k = $1 ORDER BY n',
      [k],
    );
    expect(pieces.map(({ chunks }) => chunks)).toEqual(said);
  }
});
