import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableIds } from '../testing/store-suite/samples';
import type { JobKind } from '#contract/jobs/kinds';
import type { Job } from '../store/jobs';
import { createClock } from '../retention/clock';
import { retentionKind } from '../retention/retention-kind';
import { saveRule } from '../retention/rules';
import { openStore } from '../store/open-store';
import { firstOfSecond } from '../store/position';
import { PostgresServer } from '../testing/postgres-server';
import type { Store } from '../store/store';
import { forgetServers } from '../testing/forget-servers';
import { buildChild, type ChildProgram } from '../testing/child-process';
import { recordFrom } from '../testing/sample-record';
import { createRunner, STARTS } from './runner';
import type { JobTarget } from '#contract/jobs/target';
import { newJob } from '../testing/sample-job';

const COUNT = 2_000;
const postgres = new PostgresServer();
let program: ChildProgram;

beforeAll(async () => {
  await postgres.start();
  program = await buildChild('server/testing/children/jobs-child.ts');
});

afterAll(async () => {
  program.remove();
  await postgres.remove();
});

async function create(
  store: Store,
  kind: JobKind,
  target: JobTarget | object,
  spec: object,
): Promise<string> {
  const id = `job_${kind}`;
  // A run of a rule finds by itself what it touches.
  const isPrepared = kind !== 'retention';
  await store.createJob(
    newJob({
      id,
      kind,
      lane: 'change',
      state: isPrepared ? 'preparing' : 'queued',
      target: JSON.stringify(target),
      spec: JSON.stringify(spec),
      progress: isPrepared ? STARTS : '{}',
    }),
  );
  return id;
}

async function killedWithin(url: string, id: string, enough: number): Promise<void> {
  await program.runUntilKilled([url, id], (text, kill) => {
    if (Number(text) >= enough) kill();
  });
  await forgetServers(url);
}

/** Goes on with what the killed process left, to the end. */
async function finished(store: Store, id: string): Promise<Job> {
  const runner = createRunner({
    store,
    kinds: { retention: retentionKind(store, createClock(store)) },
    onFault: (error) => {
      throw error;
    },
  });
  await runner.start();
  await expect
    .poll(async () => (await store.job(id))?.state, { timeout: 60_000 })
    .toBe('completed');
  await runner.stop();
  const job = await store.job(id);
  if (!job) throw new Error('the job is not there');
  return job;
}

const TAG = { set: { tagged: 'yes' }, remove: ['batch'], rename: {}, replace: {} };
/** Each acts on what the one before it left. */
const STEPS: [JobKind, JobTarget | object, object][] = [
  ['tag', { filter: 'metadata[batch]=killed' }, TAG],
  ['delete', { filter: 'metadata[tagged]=yes' }, {}],
  ['restore', { job: 'job_delete' }, {}],
  ['retention', {}, { rule: 'r', name: 'Old', action: 'delete', confirmed: COUNT }],
  ['erase', { job: 'job_retention' }, {}],
];
const RULE = {
  name: 'Old',
  action: 'delete',
  olderThanDays: 1,
  where: 'metadata[tagged]=yes',
  except: [],
  enabled: true,
  hour: 0,
  dryRun: null,
} as const;

describe('a job whose process is killed', () => {
  it.each<[string, () => Promise<string>]>([
    ['SQLite', async () => `file:${join(program.folder, 'killed.db')}`],
    ['PostgreSQL', () => postgres.createDatabase()],
  ])('on %s goes on where it was, and ends exactly', { timeout: 120_000 }, async (_name, where) => {
    const url = await where();
    let store = await openStore(url);
    const records = Array.from({ length: COUNT }, (_, i) =>
      recordFrom({
        id: `killed-${i}`,
        created: 1_700_000_000,
        k: firstOfSecond(1_700_000_000) + i,
        metadata: { batch: 'killed', i: `${i}` },
      }),
    );
    const others = [recordFrom({ id: 'other', metadata: { i: 'other' } })];
    await store.insertRecords([...records, ...others], 'skip');
    const ids = async (key: string) => tableIds(store, { metadataExists: [key] });
    const run = async (kind: JobKind, target: JobTarget | object, spec: object) => {
      const id = await create(store, kind, target, spec);
      await store.close();
      for (const enough of [1, randomInt(2, COUNT / 2)]) await killedWithin(url, id, enough);
      store = await openStore(url);
      const { counts } = await finished(store, id);
      expect(counts).toEqual({ total: COUNT, changed: COUNT, skipped: 0, failed: 0 });
    };

    await saveRule(store, 'r', RULE, 0);
    for (const [kind, target, spec] of STEPS) {
      await run(kind, target, spec);
      const isThere = kind === 'tag' || kind === 'restore';
      expect(await ids('batch')).toEqual([]);
      // A page of the table has a thousand rows; one of those with a number has no other key.
      expect((await ids('tagged')).length).toBe(isThere ? 1_000 : 0);
      expect((await ids('i')).length).toBe(isThere ? 1_000 : 1);
      const left = await store.trashed({ after: -1, limit: COUNT + 1 });
      expect(left.length).toBe(isThere || kind === 'erase' ? 0 : COUNT);
      if (kind === 'restore') {
        const one = await store.retrieve('killed-7', 'any');
        expect(one).toMatchObject({ version: 2, metadata: { i: '7', tagged: 'yes' } });
      }
    }
    expect(await store.retrieve('killed-7', 'any')).toBeNull();
    expect(await store.restore('killed-7')).toBe(false);
    expect(await store.retrieve('other', 'any')).toMatchObject({ version: 1 });
    await store.close();
  });
});
