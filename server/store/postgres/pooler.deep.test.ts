import { afterAll, beforeAll, describe } from 'vitest';
import { refuseHastyCommits } from '../../testing/hasty-commits';
import { noPooler, startPooler } from '../../testing/pooler';
import { describeStore } from '../../testing/store-suite/store-suite';
import { openStore } from '../open-store';
import { PostgresServer } from '../../testing/postgres-server';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

/** Each transaction has another session, which whatever was before may have left in any state. */
describe.skipIf(noPooler !== '')(`all that every driver promises${noPooler}`, () => {
  describeStore('PostgreSQL behind PgBouncer in transaction mode', async () => {
    const url = await server.createDatabase();
    await (await openStore(url)).close();
    await refuseHastyCommits(server, new URL(url).pathname.slice(1));
    const pooler = await startPooler(url);
    const store = await openStore(pooler.url);
    return { store, dispose: () => store.close().finally(pooler.stop) };
  });
});
