import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { sampleDraft } from '../../testing/store-suite/samples';
import { shared } from '../../json/text';
import { openStore } from '../open-store';
import { PostgresDatabase } from './database';
import { PostgresServer } from '../../testing/postgres-server';

const server = new PostgresServer();

beforeAll(() => server.start(), 60_000);
afterAll(() => server.remove());

it.each([
  ['short ones', (nth: number) => `["${nth}"]`],
  ['long ones', (nth: number) => JSON.stringify([`${nth} ${'"\\é'.repeat(20_000)}`])],
  [
    'long ones among short ones',
    (nth: number) => JSON.stringify([nth % 7 === 3 ? 'x'.repeat(70_000) : nth]),
  ],
])(
  '%s of one answer that are kept in one write stay as and in the order they came',
  async (_, text) => {
    const url = await server.createDatabase();
    const store = await openStore(url);
    onTestFinished(() => store.close());
    const database = new PostgresDatabase(url);
    onTestFinished(() => database.close());
    const drafts = [sampleDraft(), sampleDraft(), sampleDraft()];
    for (const draft of drafts) await store.begin(draft);
    const said = Array.from({ length: text(0).length > 70_000 ? 20 : 500 }, (_, nth) => text(nth));
    await store.keepPieces([
      ...said.flatMap((chunks) =>
        drafts.map(({ id }, at) => ({ id, chunks: at === 0 ? '["short"]' : shared(chunks) })),
      ),
      { id: 'nobody', chunks: said[0] ?? '' },
    ]);
    for (const [at, { k }] of drafts.entries()) {
      const pieces = await database.rows<{ chunks: string }>(
        'SELECT chunks FROM chatkeep.answer_pieces WHERE k = $1 ORDER BY n',
        [k],
      );
      expect(pieces.map(({ chunks }) => chunks)).toEqual(
        at === 0 ? said.map(() => '["short"]') : said,
      );
    }
  },
);
