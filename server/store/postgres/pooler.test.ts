import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { refuseHastyCommits } from '../../testing/hasty-commits';
import { noPooler, startPooler } from '../../testing/pooler';
import { keep, sampleDraft, sampleOutcome, walk } from '../../testing/store-suite/samples';
import { openStore } from '../open-store';
import { StoreUnavailable } from '../errors';
import { PostgresServer } from '../../testing/postgres-server';

const COUNT = 40;

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

async function pooled(url: string): Promise<string> {
  const pooler = await startPooler(url);
  onTestFinished(pooler.stop);
  return pooler.url;
}

describe.skipIf(noPooler !== '')(`behind PgBouncer in transaction mode${noPooler}`, () => {
  it('everything works, and every write waits for the disk on each of the shared sessions', async () => {
    const url = await server.createDatabase();
    await (await openStore(url)).close();
    const database = new URL(url).pathname.slice(1);
    await refuseHastyCommits(server, database);
    const way = await pooled(url);
    const store = await openStore(way);
    onTestFinished(() => store.close());
    const ids = await Promise.all(
      Array.from({ length: COUNT }, (_, n) => keep(store, { draft: { metadata: { n: `${n}` } } })),
    );
    await Promise.all(ids.map((id) => store.updateMetadata(id, { tagged: 'yes' }, 'any')));
    await Promise.all(ids.slice(0, COUNT / 2).map((id) => store.delete(id, 'any')));
    await Promise.all(ids.slice(0, COUNT / 4).map((id) => store.restore(id)));
    const left = await walk(store, { order: 'asc', metadata: { tagged: 'yes' }, limit: 7 });
    expect(left.toSorted()).toEqual(
      [...ids.slice(0, COUNT / 4), ...ids.slice(COUNT / 2)].toSorted(),
    );

    const draft = sampleDraft();
    await store.begin(draft);
    await store.keepPieces([{ id: draft.id, chunks: '[{"choices":[]}]' }]);
    expect(await store.finish(draft.id, sampleOutcome())).toBe(true);
    await store.ready();
  });

  it('a statement that is refused leaves nothing behind in a session', async () => {
    const way = await pooled(await server.createDatabase());
    const store = await openStore(way);
    onTestFinished(() => store.close());
    const draft = sampleDraft();
    await store.begin(draft);
    const again = await Promise.allSettled(Array.from({ length: 20 }, () => store.begin(draft)));
    for (const { status } of again) expect(status).toBe('rejected');
    for (const each of again)
      if (each.status === 'rejected') expect(each.reason).not.toBeInstanceOf(StoreUnavailable);
    await Promise.all(Array.from({ length: 20 }, () => keep(store)));
  });
});
