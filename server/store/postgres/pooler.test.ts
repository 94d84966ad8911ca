import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { refuseHastyCommits } from '../../testing/hasty-commits';
import { keep, sampleDraft, sampleOutcome, walk } from '../../testing/store-suite/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { openStore } from '../open-store';
import { StoreUnavailable } from '../errors';
import { PostgresServer } from './server';

/** Debian keeps it where only the administrator's PATH leads. */
const PGBOUNCER = [process.env['PGBOUNCER'] ?? '', 'pgbouncer', '/usr/sbin/pgbouncer'].find(
  (file) => file !== '' && spawnSync(file, ['--version']).status === 0,
);
// It refuses to run as root; this user exists on every Unix.
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const COUNT = 40;

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

/** PgBouncer before the database: four sessions, each everybody's from one transaction to the next. */
async function pooled(url: string): Promise<string> {
  if (PGBOUNCER === undefined) throw new Error('no PgBouncer');
  const port = await freePort();
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
* = host=127.0.0.1 port=${new URL(url).port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
`,
  );
  const pooler = spawn(PGBOUNCER, [file], { ...NOBODY, stdio: 'ignore' });
  onTestFinished(() => void pooler.kill('SIGKILL'));
  const address = new URL(url);
  address.port = String(port);
  return address.href;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const missing =
  PGBOUNCER === undefined ? ' (skipped: install pgbouncer, or name one in PGBOUNCER)' : '';

describe.skipIf(missing !== '')(`behind PgBouncer in transaction mode${missing}`, () => {
  it('everything works, and every write waits for the disk on each of the shared sessions', async () => {
    const url = await server.createDatabase();
    await (await openStore(url)).close();
    const database = new URL(url).pathname.slice(1);
    await refuseHastyCommits(server, database);
    const way = await pooled(url);
    await expect
      .poll(() => openStore(way).then((store) => store.close(), String), { timeout: 20_000 })
      .toBeUndefined();
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
    await expect
      .poll(() => openStore(way).then((store) => store.close(), String), { timeout: 20_000 })
      .toBeUndefined();
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
