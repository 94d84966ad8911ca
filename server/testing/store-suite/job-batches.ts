import { expect, it } from 'vitest';
import { STARTS } from '../../jobs/runner';
import { itemSteps } from '../../jobs/work';
import { recordFrom } from '../sample-record';
import type { Store } from '../../store/store';

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
}

/** One that no runner prepares. */
export async function createStopped(store: Store): Promise<{ id: string }> {
  const id = `job_stopped_${Date.now()}_${Math.random()}`;
  await store.createJob({
    id,
    kind: 'delete',
    lane: 'change',
    state: 'preparing',
    actor: null,
    origin: null,
    created: 1_764_000_000,
    target: '{"ids":[]}',
    spec: '{}',
    progress: STARTS,
  });
  return { id };
}
