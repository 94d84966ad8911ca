import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { STARTS } from '../../jobs/runner';
import { itemSteps } from '../../jobs/work';
import { createClock } from '../../retention/clock';
import { retentionKind } from '../../retention/retention-kind';
import type { Rule } from '../../retention/rule';
import { removeRule, saveRule } from '../../retention/rules';
import { recordFrom } from '../sample-record';
import type { JobKind } from '#contract/jobs/kinds';
import { firstOfSecond } from '../../store/position';
import type { Job } from '../../store/jobs';
import type { Store } from '../../store/store';
import { newJob } from '../sample-job';

/** Unix seconds. */
const OLD = 1_764_000_000;
/** Milliseconds that a slow disk takes for a commit. */
const SYNC_MS = 40;

export function describeJobBatches(store: () => Store): void {
  it('acts on 1,000 completions in at most 20 commits, which a slow disk makes wait', async () => {
    const records = Array.from({ length: 1_000 }, (_, i) => recordFrom({ id: `slow-${i}` }));
    for (let at = 0; at < records.length; at += 250)
      await store().insertRecords(records.slice(at, at + 250), 'skip');
    const { id } = await createStopped(store());
    await store().addJobIds(
      id,
      records.map((record) => record.id),
      'completions',
    );
    let commits = 0;
    const step = itemSteps({
      ...store(),
      workOnJob: (...args) => {
        commits += 1;
        return store().workOnJob(...args);
      },
    });
    let job = await store().changeJob(id, ['preparing'], { state: 'running' });
    while (job) job = await step(job);
    expect(commits).toBeLessThanOrEqual(20);
    expect((await store().job(id))?.counts).toMatchObject({ total: 1_000, changed: 1_000 });
    await store().changeJob(id, ['running'], { state: 'completed', ended: 1_764_000_001 });
  }, 60_000);

  it('acts on as many a commit for a rule', async () => {
    const metadata = { mark: 'slow rule' };
    const records = Array.from({ length: 400 }, (_, i) =>
      recordFrom({ id: `rule-${i}`, k: firstOfSecond(OLD) + i, created: OLD, metadata }),
    );
    await store().insertRecords(records, 'skip');
    for (const action of ['strip', 'delete'] as const) {
      const { commits, counts } = await runSlowly(store(), action, 'metadata[mark]=slow+rule');
      expect(commits).toBeLessThanOrEqual(8);
      expect(counts).toMatchObject({ total: 400, changed: 400 });
    }
  }, 60_000);
}

/** A run of a rule on a disk that takes its time for every commit. */
async function runSlowly(store: Store, action: Rule['action'], where: string) {
  const name = `slow ${action}`;
  await saveRule(store, name, { ...RULE, action, where }, 0);
  const spec = JSON.stringify({ rule: name, name, action, confirmed: 400 });
  const { id } = await createStopped(store, { kind: 'retention', spec });
  let commits = 0;
  async function slow<T>(commit: Promise<T>): Promise<T> {
    commits += 1;
    const value = await commit;
    await wait(SYNC_MS);
    return value;
  }
  const slowStore: Store = {
    ...store,
    deleteForJob: (...args) => slow(store.deleteForJob(...args)),
    stripForJob: (...args) => slow(store.stripForJob(...args)),
  };
  const started = await store.changeJob(id, ['preparing'], { state: 'running' });
  if (!started) throw new Error('The job was not there to be started');
  const step = retentionKind(slowStore, createClock(store)).steps(started, AbortSignal.any([]));
  for (let job: Job | null = started; job;) job = await step(job);
  const counts = (await store.job(id))?.counts;
  await store.changeJob(id, ['running'], { state: 'completed', ended: OLD });
  await removeRule(store, name);
  return { commits, counts };
}

const RULE: Omit<Rule, 'action' | 'where'> = {
  name: 'Old ones',
  olderThanDays: 1,
  except: [],
  enabled: true,
  hour: 3,
  dryRun: null,
};

/** One that no runner prepares. */
export async function createStopped(
  store: Store,
  { kind = 'delete', spec = '{}' }: { kind?: JobKind; spec?: string } = {},
): Promise<{ id: string }> {
  const id = `job_stopped_${Date.now()}_${Math.random()}`;
  await store.createJob(
    newJob({
      id,
      kind,
      lane: 'change',
      state: 'preparing',
      target: '{"ids":[]}',
      spec,
      progress: STARTS,
    }),
  );
  return { id };
}
