import { chownSync, closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  completion,
  scriptedProvider,
  sendJson,
  startScriptedUpstream,
} from '../../testing/scripted-upstream';
import { smallDisk } from '../../testing/small-disk';
import { startApp, type TestApp } from '../../testing/start-app';
import { keep } from '../../testing/store-suite/samples';
import { startCause } from '../../start/start-cause';
import { startError } from '../../start/start-error';
import { openStore } from '../open-store';
import { PostgresServer } from '../../testing/postgres-server';

// A whole PostgreSQL for each of these, on machines that have other work as well.
vi.setConfig({ testTimeout: 300_000 });

const first = smallDisk(1);
first?.remove();
const canMount = first !== null;

async function startPostgres(): Promise<PostgresServer> {
  const postgres = new PostgresServer();
  await postgres.start();
  onTestFinished(() => postgres.remove());
  return postgres;
}

async function startServer(url: string) {
  const upstream = await startScriptedUpstream();
  upstream.script((response) => sendJson(response, completion('fine')));
  const server = await startApp({
    providers: [scriptedProvider(upstream)],
    env: { DATABASE_URL: url },
  });
  onTestFinished(async () => {
    await server.close();
    await upstream.close();
  });
  return { server, upstream };
}

const create = (server: TestApp, content = 'x') =>
  server.app.inject({
    method: 'POST',
    url: '/v1/chat/completions',
    payload: { model: 'scripted:m', store: true, messages: [{ role: 'user', content }] },
  });
const status = async (server: TestApp, method: 'GET' | 'DELETE', url: string) =>
  (await server.app.inject({ method, url })).statusCode;

/** Why a server does not start. */
async function refusalOf(url: string): Promise<{ cause: string; text: string }> {
  const error: unknown = await openStore(url).then(
    async (store) => {
      await store.close();
      return new Error('started');
    },
    (reason: unknown) => reason,
  );
  return { cause: startCause(error), text: startError(error) };
}

async function damage(postgres: PostgresServer, table: string, name: string, page: number) {
  const file = await postgres.fileOf(table, name);
  await postgres.crash();
  const opened = openSync(file, 'r+');
  // The header of the page becomes nonsense.
  writeSync(opened, Buffer.alloc(24, 0xff), 0, 24, page * 8_192);
  closeSync(opened);
  await postgres.start();
}

/** Nothing that the database could pack. */
const noise = (length: number) =>
  Array.from({ length: length / 8 }, () =>
    Math.random().toString(36).slice(2, 10).padEnd(8, 'x'),
  ).join('');

describe.skipIf(!canMount)('PostgreSQL whose tables have no room', () => {
  it('says so, calls nobody, reads and deletes on, and takes in again once there is room', async () => {
    const small = smallDisk(48);
    if (!small) throw new Error('no disk');
    const postgres = await startPostgres();
    onTestFinished(() => small.remove());
    const place = join(small.folder, 'tables');
    mkdirSync(place);
    if (process.getuid?.() === 0) chownSync(place, 65_534, 65_534);
    await postgres.query(`CREATE TABLESPACE small LOCATION '${place}'`);
    const url = await postgres.createDatabase('TABLESPACE small');
    const empty = await postgres.createDatabase('TABLESPACE small');
    const unused = await postgres.createDatabase('TABLESPACE small');
    await postgres.query('SELECT 1', new URL(empty).pathname.slice(1));
    const { server, upstream } = await startServer(url);
    const ids: string[] = [];
    for (let i = 0; i < 6; i += 1)
      ids.push(String((await create(server, noise(100_000))).headers['x-completion-id']));

    small.fill();
    let refused = await create(server, noise(400_000));
    for (let i = 0; i < 40 && refused.statusCode === 200; i += 1)
      refused = await create(server, noise(400_000));
    expect(refused.statusCode).toBe(503);
    expect(refused.json()).toMatchObject({ error: { code: 'store_unavailable' } });
    expect(refused.body).toMatch(/disk.*full/i);
    const calls = upstream.received.length;
    expect((await create(server, noise(400_000))).statusCode).toBe(503);
    expect(upstream.received).toHaveLength(calls);
    expect(await status(server, 'GET', `/v1/chat/completions/${ids[0]}`)).toBe(200);
    const deleted = await server.app.inject({
      method: 'DELETE',
      url: `/api/completions/${ids[1]}`,
    });
    // A deletion writes, too: where there is no room even for that it says why.
    if (deleted.statusCode !== 200) {
      expect(deleted.statusCode).toBe(503);
      expect(deleted.body).toMatch(/disk.*full/i);
    }

    // What has its tables starts, to be read and made room in; what has none cannot make them.
    await (await openStore(url)).close();
    // What the refused ones gave back.
    small.fill();
    // Nobody has connected to one of them before, for which PostgreSQL writes a file as well.
    for (const without of [empty, unused])
      expect(await refusalOf(without)).toEqual({
        cause: 'diskFull',
        text: expect.stringContaining('make room') as string,
      });

    small.makeRoom();
    await (await openStore(empty)).close();
    expect((await create(server)).headers['x-completion-stored']).toBe('true');
    expect(await status(server, 'DELETE', `/api/completions/${ids[2]}`)).toBe(200);
    expect(await status(server, 'GET', '/readyz')).toBe(200);
  });
});

it('PostgreSQL with a page that cannot be read: `/readyz` says so, the rest is read, kept and deleted', async () => {
  const postgres = await startPostgres();
  const url = await postgres.createDatabase();
  const store = await openStore(url);
  const ids: string[] = [];
  const messages = JSON.stringify([{ role: 'user', content: 'x '.repeat(700) }]);
  for (let i = 0; i < 300; i += 1) ids.push(await keep(store, { draft: { messages } }));
  await store.close();
  const name = new URL(url).pathname.slice(1);
  await postgres.query('ANALYZE', name);
  await damage(postgres, 'chatkeep.completions', name, 1);

  const { server } = await startServer(url);
  await expect.poll(() => status(server, 'GET', '/readyz'), { timeout: 20_000 }).toBe(503);
  const statuses = new Map<number, number>();
  for (const id of ids) {
    const answer = await server.app.inject(`/v1/chat/completions/${id}`);
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
    if (answer.statusCode === 503) expect(answer.body).toMatch(/damaged/);
  }
  expect(statuses.get(200), JSON.stringify([...statuses])).toBeGreaterThan(100);
  expect(statuses.get(503)).toBeGreaterThan(0);
  expect([...statuses.keys()].toSorted((a, b) => a - b)).toEqual([200, 503]);
  expect(await status(server, 'DELETE', `/api/completions/${ids.at(-1)}`)).toBe(200);
  const created = await create(server);
  if (created.statusCode !== 200) expect(created.body).toMatch(/damaged/);

  // What every start reads: it is refused, and says what to do.
  await server.close();
  await damage(postgres, 'chatkeep.migrations', name, 0);
  const said = await refusalOf(url);
  expect(said).toMatchObject({ cause: 'damaged' });
  expect(said.text).toMatch(/start with a backup/);
});
