import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRunner } from '../jobs/runner';
import { createClock } from '../retention/clock';
import { retentionKind } from '../retention/retention-kind';
import { saveRule } from '../retention/rules';
import { tableIds } from '../testing/store-suite/samples';
import { openStore } from '../store/open-store';
import { firstOfSecond } from '../store/position';
import { PostgresServer } from '../testing/postgres-server';
import type { Registry } from '../providers/registry';
import { recordFrom } from '../testing/sample-record';
import { runDue } from './schedule';

const postgres = new PostgresServer();
beforeAll(() => postgres.start());
afterAll(() => postgres.remove());

const noProviders = { providers: () => Promise.resolve([]) } as unknown as Registry;

/** What a server process is made of, as far as the schedule is concerned. */
async function startProcess(url: string) {
  const store = await openStore(url);
  const clock = createClock(store);
  const jobs = createRunner({
    store,
    kinds: { retention: retentionKind(store, clock) },
    onFault: (error) => {
      throw error;
    },
  });
  await jobs.start();
  const stop = async () => {
    await jobs.stop();
    await store.close();
  };
  return { store, clock, jobs, registry: noProviders, stop };
}

it('is kept by one of several processes that share a database, and its job runs once', async () => {
  const url = await postgres.createDatabase();
  const [one, other] = [await startProcess(url), await startProcess(url)];
  const records = Array.from({ length: 300 }, (_, i) =>
    recordFrom({ id: `old-${i}`, created: 1_700_000_000, k: firstOfSecond(1_700_000_000) + i }),
  );
  await one.store.insertRecords([...records, recordFrom({ id: 'new' })], 'skip');
  const rule = {
    name: 'Old',
    action: 'delete',
    olderThanDays: 1,
    where: '',
    except: [],
    enabled: true,
    hour: 0,
    dryRun: null,
  } as const;
  await saveRule(one.store, 'r', rule, 0);
  const now = new Date();
  now.setUTCHours(0, 0, 30, 0);
  const since = new Date(now.getTime() - 60_000);
  await Promise.all([one, other, one, other].map((process) => runDue(process, now, since)));
  const jobs = () => one.store.jobs({ limit: 10 });
  await expect
    .poll(async () => (await jobs()).map(({ state }) => state), { timeout: 20_000 })
    .toEqual(['completed']);
  const [job] = await jobs();
  expect(job?.counts).toEqual({ total: 300, changed: 300, skipped: 0, failed: 0 });
  expect(await tableIds(other.store, {})).toEqual(['new']);
  await one.stop();
  await other.stop();
});
