import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableQuery } from '../testing/store-suite/samples';
import { openStore } from '../store/open-store';
import { PostgresServer } from '../testing/postgres-server';
import type { Store } from '../store/store';
import { buildChild, type ChildProgram } from '../testing/child-process';
import { forgetServers } from '../testing/forget-servers';
import { type Keeper, startKeeper } from '../testing/keeper';
import { mirrorRunner } from '../testing/mirror-runner';
import { findMirror } from './mirrors';
import { newJob } from '../testing/sample-job';

const COUNT = 520;
/** In the first page and in the last one. */
const UNUSABLE = ['theirs-7', 'theirs-510'];
const JOB = 'job_mirror';
const postgres = new PostgresServer();
let program: ChildProgram;
let keeper: Keeper;

beforeAll(async () => {
  await postgres.start();
  program = await buildChild('server/testing/children/mirror-child.ts');
  keeper = await startKeeper(COUNT);
  for (const { id, ...rest } of keeper.kept.filter((each) => UNUSABLE.includes(each.id))) {
    const at = keeper.kept.findIndex((each) => each.id === id);
    keeper.kept[at] = { ...rest, id, choices: 'none' };
  }
});

afterAll(async () => {
  program.remove();
  await keeper.close();
  await postgres.remove();
});

/** What the store has just done when the process dies, and for the how-many-eth time; at the last, all is copied. */
const DEATHS = [
  ['knownIds', 1],
  ['bringForJob', 1],
  ['knownIds', 2],
  ['bringForJob', 1],
  ['putDocument', 1],
  ['bringForJob', 2],
] as const;

function start(store: Store): Promise<void> {
  return store.createJob(
    newJob({
      id: JOB,
      kind: 'mirror',
      lane: 'bring',
      state: 'queued',
      target: '{"mirror":"keeper"}',
    }),
  );
}

/** In the middle of fetching messages. */
async function killedWhileAsking(args: string[]): Promise<void> {
  let messages = 0;
  let die = (): void => undefined;
  keeper.watch((url) => {
    if (url.includes('/messages')) messages += 1;
    if (messages === 30) die();
  });
  await program.runUntilKilled(args, (_text, kill) => {
    die = kill;
  });
  keeper.watch(() => undefined);
}

async function goneOn(store: Store): Promise<void> {
  const runner = mirrorRunner(store, keeper.provider);
  await runner.start();
  await expect
    .poll(async () => (await store.job(JOB))?.state, { timeout: 60_000, interval: 20 })
    .toBe('completed');
  await runner.stop();
}

describe('a mirror whose process is killed', () => {
  it.each<[string, () => Promise<string>]>([
    ['SQLite', async () => `file:${join(program.folder, 'killed.db')}`],
    ['PostgreSQL', () => postgres.createDatabase()],
  ])(
    'on %s goes on where it was, and counts each completion once',
    { timeout: 120_000 },
    async (_name, where) => {
      const url = await where();
      const first = await openStore(url);
      await start(first);
      await first.close();
      const args = [url, keeper.provider.baseUrl, JOB];
      await killedWhileAsking(args);
      await forgetServers(url);
      for (const [method, nth] of DEATHS) {
        await program.runUntilKilled([...args, method, String(nth)]);
        await forgetServers(url);
      }
      const store = await openStore(url);
      const copied = COUNT - UNUSABLE.length;
      const total = async (filter: object) => (await store.query(tableQuery(filter))).total.value;
      expect(await store.job(JOB)).toMatchObject({ state: 'running', ended: null });
      await goneOn(store);
      expect((await store.job(JOB))?.counts).toEqual({
        total: COUNT,
        changed: copied,
        skipped: 0,
        failed: UNUSABLE.length,
      });
      const failures = await store.jobFailures(JOB, { limit: 10, after: -1 });
      expect(failures.map(({ id }) => id)).toEqual(UNUSABLE);
      for (const filter of [{}, { search: 'question of theirs' }, { metadataExists: ['n'] }]) {
        expect(await total(filter)).toBe(copied);
      }
      expect((await findMirror(store, 'keeper')).cursor).toBe(`theirs-${COUNT - 1}`);
      await store.close();
    },
  );
});
