import { type AddressInfo, connect as connectTo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { describeStore } from '../../testing/store-suite/store-suite';
import {
  keep,
  sampleDraft,
  sampleOutcome,
  tableIds,
  walk,
} from '../../testing/store-suite/samples';
import { expectSearchStops, storeHardToFind } from '../../testing/store-suite/stopped-search';
import { HASTY, refuseHastyCommits } from '../../testing/hasty-commits';
import { openStore } from '../open-store';
import { PostgresDatabase } from './database';
import { migrate } from './migrate';
import { PostgresServer } from '../../testing/postgres-server';
import { dryRuns, withoutModels } from '../../testing/former-dry-runs';
import { migrations } from './schema';
import { StoreRefused, StoreFault, StoreUnavailable } from '../errors';
import { type Store } from '../store';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

/**
 * The database of the contract does not wait for the disk by default, and no statement may leave it at that: one that
 * does fails. So each way to write that the contract knows is shown to ask for it by itself.
 */
describeStore('PostgreSQL', async () => {
  const url = await server.createDatabase();
  await (await openStore(url)).close();
  const { pathname } = new URL(url);
  await refuseHastyCommits(server, pathname.slice(1));
  const store = await openStore(url);
  return { store, dispose: () => store.close() };
});

it('stops a search that has to read too much, and goes on from there', async () => {
  const store = await openStore(await server.createDatabase());
  onTestFinished(() => store.close());
  await expectSearchStops(store, await storeHardToFind(store));
});

describe('a database or a session that does not wait for the disk', () => {
  it('would be noticed by the contract', async () => {
    const url = await server.createDatabase();
    await (await openStore(url)).close();
    const database = new URL(url).pathname.slice(1);
    await refuseHastyCommits(server, database);
    const write = 'DELETE FROM chatkeep.documents';
    await expect(server.query(write, database)).rejects.toThrow(HASTY);
    await server.query(`SET synchronous_commit = on; ${write}`, database);
  });

  it.each(['off', 'local'])('waits all the same, where another left %s in it', async (setting) => {
    const url = await server.createDatabase();
    const database = await connect(url);
    await database.transaction((queries) => queries.run('CREATE TABLE seen (setting TEXT)'));
    // As through a pooler: the same session, whose state somebody has changed.
    await Promise.all(
      Array.from({ length: 10 }, () =>
        database.rows(`SELECT set_config('synchronous_commit', $1, false), pg_sleep(0.05)`, [
          setting,
        ]),
      ),
    );
    const insert = "INSERT INTO seen VALUES (current_setting('synchronous_commit'))";
    await database.run(insert);
    await database.rows(`${insert} RETURNING setting`);
    await database.transaction((queries) => queries.run(insert));
    const seen = await database.rows<{ setting: string }>('SELECT DISTINCT setting FROM seen');
    expect(seen).toEqual([{ setting: 'on' }]);
    // What it asks for ends with the transaction.
    expect(await database.rows('SHOW synchronous_commit')).toEqual([
      { synchronous_commit: setting },
    ]);
  });

  it('is left alone where it waits for more', async () => {
    const url = await server.createDatabase();
    await server.query(
      `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = remote_apply`,
    );
    const database = await connect(url);
    const shown = await database.transaction((queries) => queries.rows('SHOW synchronous_commit'));
    expect(shown).toEqual([{ synchronous_commit: 'remote_apply' }]);
  });
});

async function open(url: string): Promise<Store> {
  const store = await openStore(url);
  onTestFinished(() => store.close());
  return store;
}

async function connect(url: string): Promise<PostgresDatabase> {
  const database = new PostgresDatabase(url);
  onTestFinished(() => database.close());
  return database;
}

describe('servers that share a PostgreSQL database', () => {
  it('migrate it once when they start at the same time', async () => {
    const url = await server.createDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url)));
    await Promise.all(stores.map((store) => keep(store)));
    expect(await walk(stores[0] as Store, { order: 'asc' })).toHaveLength(6);
    await Promise.all(stores.map((store) => store.close()));
    const database = await connect(url);
    expect(await database.rows('SELECT version FROM chatkeep.migrations')).toEqual(
      migrations.map((_, i) => ({ version: i + 1 })),
    );
  });

  it('leave what the others have running alone, until those are dead', async () => {
    const url = await server.createDatabase();
    const [first, second] = [await openStore(url), await open(url)];
    const draft = sampleDraft();
    await first.begin(draft);
    expect(await second.recover()).toBe(0);
    await first.close();
    expect(await second.recover()).toBe(1);
    expect(await second.retrieve(draft.id, 'any')).toMatchObject({ reason: 'server_restart' });
  });

  it('hold a server for dead when its lease has run out, and a wrong verdict heals', async () => {
    const url = await server.createDatabase();
    const [first, second] = [await open(url), await open(url)];
    const draft = sampleDraft();
    await first.begin(draft);
    const database = await connect(url);
    await database.run("UPDATE chatkeep.servers SET alive_until = now() - interval '1 second'");
    expect(await second.recover()).toBe(1);
    expect(await first.finish(draft.id, sampleOutcome())).toBe(true);
    expect(await second.retrieve(draft.id, 'complete')).toMatchObject({ reason: null });
  });

  it('keep exactly one of many edits of the same version, and its pairs', async () => {
    const url = await server.createDatabase();
    const stores = [await open(url), await open(url)] as const;
    const id = await keep(stores[0], { draft: { metadata: { stays: 'yes' } } });
    const edits = Array.from({ length: 12 }, (_, i) =>
      stores[i % 2 === 0 ? 0 : 1].updateMetadata(id, { stays: 'yes', who: `${i}` }, 'any', [1]),
    );
    const kinds = (await Promise.all(edits)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'updated')).toHaveLength(1);
    // Without a condition all succeed, the last one stays, and no pair of another is left behind.
    await Promise.all(
      edits.map((_, i) => stores[i % 2 === 0 ? 0 : 1].updateMetadata(id, { last: `${i}` }, 'any')),
    );
    const database = await connect(url);
    const pairs = await database.rows<{ key: string; value: string }>(
      'SELECT key, value FROM chatkeep.completion_metadata',
    );
    const row = await stores[0].retrieve(id, 'any');
    expect(row?.version).toBe(14);
    expect(pairs).toEqual([{ key: 'last', value: row?.metadata['last'] }]);
  });
});

describe('a PostgreSQL server that goes away', () => {
  it('makes the store unavailable, and the store comes back with it', async () => {
    const store = await open(await server.createDatabase());
    const id = await keep(store);
    await server.crash();
    await expect(store.retrieve(id, 'any')).rejects.toThrow(StoreUnavailable);
    await expect(store.begin(sampleDraft())).rejects.toThrow(StoreUnavailable);
    await expect(store.updateMetadata(id, {}, 'any')).rejects.toThrow(StoreUnavailable);
    await expect(store.ready()).rejects.toThrow(StoreUnavailable);
    await server.start();
    await store.ready();
    await keep(store);
    expect(await walk(store, { order: 'asc' })).toHaveLength(2);
  });

  it('fails the statement in flight when its connection is cut, and only that', async () => {
    const url = await server.createDatabase();
    const store = await open(url);
    const id = await keep(store);
    const database = await connect(url);
    const locked = database.transaction(async (queries) => {
      await queries.rows('SELECT 1 FROM chatkeep.completions FOR UPDATE');
      const waiting = store.updateMetadata(id, { a: 'b' }, 'any');
      const failure = expect(waiting).rejects.toThrow(StoreUnavailable);
      let cut = 0;
      while (cut === 0) {
        cut = await queries.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
        );
      }
      await failure;
    });
    await locked;
    expect(await store.retrieve(id, 'any')).toMatchObject({ version: 1 });
  });
});

/** A way to the server that cuts the connection when a commit is acknowledged, as often as it is told to. */
async function forgetfulWay(url: string) {
  const { port } = new URL(url);
  const way = { url: '', losses: 0 };
  const between = createServer((client) => {
    const target = connectTo(Number(port), '127.0.0.1');
    let isCommitting = false;
    client.on('data', (bytes) => {
      isCommitting = way.losses > 0 && bytes.includes('COMMIT');
      target.write(bytes);
    });
    target.on('data', (bytes) => {
      // What came before it may be on its way still: only the answer to the commit itself is lost.
      if (!isCommitting || !bytes.includes('COMMIT')) return client.write(bytes);
      way.losses -= 1;
      target.destroy();
      return client.destroy();
    });
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void between.close());
  const address = new URL(url);
  address.port = String((between.address() as AddressInfo).port);
  way.url = address.href;
  return way;
}

it('an acknowledgement that is lost says nothing is stored, and a repeat changes nothing', async () => {
  const way = await forgetfulWay(await server.createDatabase());
  const store = await open(way.url);
  const [begun, ended] = [sampleDraft(), sampleDraft()];
  way.losses = 1;
  await expect(store.begin(begun)).rejects.toThrow(StoreUnavailable);
  expect(await store.retrieve(begun.id, 'any')).toMatchObject({ state: 'running' });
  expect(await store.delete(begun.id, 'any')).toBe(true);
  expect(await store.retrieve(begun.id, 'any')).toBeNull();

  await store.begin(ended);
  const outcome = sampleOutcome({ outputPreview: 'first' });
  way.losses = 1;
  await expect(store.finish(ended.id, outcome)).rejects.toThrow(StoreUnavailable);
  await store.finish(ended.id, { ...outcome, state: 'incomplete', reason: 'not_stored' });
  expect(await store.retrieve(ended.id, 'complete')).toMatchObject({ state: 'complete' });
});

describe('a PostgreSQL database', () => {
  it('tells a statement that it refuses from a database that is away', async () => {
    const database = await connect(await server.createDatabase());
    for (const sql of ["SELECT 'x'::bigint", 'SELECT nothing', 'SELEC', 'SELECT 1 / 0'])
      await expect(database.rows(sql)).rejects.toThrow(StoreFault);
    const away = ['53100', '53300', '57P01', '57P03', '58030', '25006', '40001', '55P03', 'XX001'];
    for (const code of [...away, '42501']) {
      const fails = `DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${code}'; END $$`;
      await expect(database.run(fails)).rejects.toThrow(StoreUnavailable);
    }
  });

  it('acknowledges only what is durable, whatever its default', async () => {
    const url = await server.createDatabase();
    const name = url.slice(url.lastIndexOf('/') + 1);
    await server.query(`ALTER DATABASE ${name} SET synchronous_commit TO off`);
    const database = await connect(url);
    const shown = await database.transaction((queries) => queries.rows('SHOW synchronous_commit'));
    expect(shown).toEqual([{ synchronous_commit: 'on' }]);
  });

  it('of a former release is made findable', async () => {
    const url = await server.createDatabase();
    const database = await connect(url);
    await migrate(database, migrations.slice(0, 1));
    await database.run(
      `INSERT INTO chatkeep.completions (k, id, created, state, owner, provider, requested_model,
        model, input_preview, metadata, request, messages) VALUES
        (1, 'old', 1, 'complete', '', 'demo', 'm', 'm', '', '{}', '{}', '[{"content":"an old wombat"}]')`,
    );
    expect(await tableIds(await open(url), { search: 'WOMBAT' })).toEqual(['old']);
  });

  it('of a former release is made findable to the end of its long texts', async () => {
    const url = await server.createDatabase();
    const messages = JSON.stringify([{ content: `${'a b '.repeat(20_000)}quetzal` }]);
    await keep(await open(url), { draft: { id: 'long', messages } });
    const database = await connect(url);
    await database.run("UPDATE chatkeep.completion_search SET text = 'a b'");
    await database.run('DELETE FROM chatkeep.migrations WHERE version >= 9');
    expect(await tableIds(await open(url), { search: 'quetzal' })).toEqual(['long']);
  });

  it('of a former release is made findable where that did not look, in the trash too', async () => {
    const url = await server.createDatabase();
    const first = await open(url);
    const spoken = { message: { audio: { id: 'a', transcript: 'a spoken okapi' } } };
    const called = {
      message: { tool_calls: [{ function: { name: 'f', arguments: { q: 'ibex' } } }] },
    };
    const free = { message: { tool_calls: [{ custom: { name: 'f', input: 'a tapir' } }] } };
    for (const [id, choice] of Object.entries({ spoken, called, free, binned: spoken })) {
      const body = JSON.stringify({ choices: [choice] });
      await keep(first, { draft: { id }, outcome: { body } });
    }
    await first.delete('binned', 'any');
    const database = await connect(url);
    await database.run("UPDATE chatkeep.completion_search SET text = 'f'");
    await database.run('DELETE FROM chatkeep.migrations WHERE version >= 10');
    const store = await open(url);
    await store.restore('binned');
    expect((await tableIds(store, { search: 'okapi' })).toSorted()).toEqual(['binned', 'spoken']);
    expect(await tableIds(store, { search: 'ibex' })).toEqual(['called']);
    expect(await tableIds(store, { search: 'tapir' })).toEqual(['free']);
  });

  it('of a former release is folded, in the trash too, and known by its id and metadata', async () => {
    const url = await server.createDatabase();
    const first = await open(url);
    const messages = JSON.stringify([{ content: 'Straße zum Café' }]);
    const draft = { messages, metadata: { customer: 'Zoë' } };
    const kept = await keep(first, { draft });
    const binned = await keep(first, { draft });
    await first.delete(binned, 'any');
    const database = await connect(url);
    await database.run("UPDATE chatkeep.completion_search SET text = 'f'");
    await database.run('DROP TABLE chatkeep.completion_names');
    for (const id of ['a', 'b']) await first.putDocument('view', id, '{"name":"Mine"}', 0);
    for (const [id, body] of Object.entries(dryRuns))
      await first.putDocument('retention', id, body, 0);
    await database.run('DELETE FROM chatkeep.migrations WHERE version >= 14');
    const store = await open(url);
    await store.restore(binned);
    for (const search of ['strasse CAFE', '"zum café"', 'zoe'])
      expect((await tableIds(store, { search })).toSorted()).toEqual([kept, binned].toSorted());
    expect(await tableIds(store, { search: kept })).toEqual([kept]);
    const names = (await store.documents('view')).map(({ body }) => JSON.parse(body).name);
    expect(names).toEqual(['Mine', 'Mine 2']);
    const rules = (await store.documents('retention')).map(({ body }) => body);
    expect(rules).toEqual(withoutModels);
  });

  it('of a newer release is refused', async () => {
    const url = await server.createDatabase();
    const database = await connect(url);
    await migrate(database, [...migrations, 'SELECT 1']);
    await expect(openStore(url)).rejects.toThrow(
      new RegExp(`version ${migrations.length + 1}.*newer release`),
    );
  });

  it('whose schema is not ours is refused', async () => {
    const url = await server.createDatabase();
    const database = await connect(url);
    await database.run('CREATE SCHEMA chatkeep CREATE TABLE theirs (x INT)');
    await expect(openStore(url)).rejects.toThrow(StoreRefused);
  });

  it('that cannot hold all characters is refused', async () => {
    const url = await server.createDatabase("ENCODING 'LATIN1' TEMPLATE template0");
    await expect(openStore(url)).rejects.toThrow('LATIN1');
  });

  it('is left as it was by a migration that fails, and that is not tried again', async () => {
    const database = await connect(await server.createDatabase());
    await database.run('CREATE SEQUENCE tries');
    await migrate(database, ['CREATE TABLE chatkeep.a (x INT)']);
    // A sequence does not roll back.
    const bad = ['', "CREATE TABLE chatkeep.b (x INT); SELECT 1 / (1 - nextval('tries'))"];
    await expect(migrate(database, bad)).rejects.toThrow(StoreFault);
    const tables = await database.rows(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'chatkeep'",
    );
    expect(tables).not.toContainEqual({ table_name: 'b' });
    expect(await database.rows('SELECT last_value FROM tries')).toEqual([{ last_value: 1 }]);
    expect(await database.rows('SELECT version FROM chatkeep.migrations')).toEqual([
      { version: 1 },
    ]);
  });

  it('that is not there makes the store unavailable', async () => {
    const url = 'postgres://nobody@127.0.0.1:1/none';
    await expect(openStore(url)).rejects.toThrow(StoreUnavailable);
  });
});

it('refuses to change or shorten the audit log', async () => {
  const url = await server.createDatabase();
  const store = await openStore(url);
  onTestFinished(() => store.close());
  await store.audit({ actor: null, origin: null, action: 'a', subject: null, count: 1 });
  const database = new PostgresDatabase(url);
  onTestFinished(() => database.close());
  for (const change of [
    'UPDATE chatkeep.audit SET count = 2',
    'DELETE FROM chatkeep.audit',
    'TRUNCATE chatkeep.audit',
  ]) {
    await expect(database.run(change)).rejects.toThrow(StoreUnavailable);
  }
  expect(await store.auditEntries({ limit: 9 })).toMatchObject([{ action: 'a', count: 1 }]);
});
