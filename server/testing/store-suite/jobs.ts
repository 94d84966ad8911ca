import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRunner, type Runner, STARTS } from '../../jobs/runner';
import type { JobTarget } from '#contract/jobs/target';
import { createStopped } from './job-batches';
import { describeDeleting, filterOf, type Suite } from './job-deleting';
import { keep, keepTagged, tableIds } from './samples';
import type { JobKind } from '#contract/jobs/kinds';
import type { JobState } from '#contract/jobs/job-state';
import type { TagSpec } from '#contract/jobs/tag';
import type { Job, JobsQuery } from '../../store/jobs';
import type { Store } from '../../store/store';
import { newJob } from '../sample-job';

const NO_TAG: TagSpec = { set: {}, remove: [], rename: {}, replace: {} };

export function describeJobs(store: () => Store): void {
  describe('a job', () => {
    let runner: Runner;
    let number = 0;
    beforeAll(async () => {
      runner = createRunner({
        store: store(),
        onFault: (error) => {
          throw error;
        },
      });
      await runner.start();
    });
    afterAll(() => runner.stop());

    async function create(
      kind: JobKind,
      target: JobTarget,
      { spec = {}, progress = STARTS }: { spec?: object; progress?: string } = {},
    ): Promise<Job> {
      const id = `job_${Date.now()}_${(number += 1)}`;
      await store().createJob(
        newJob({
          id,
          kind,
          lane: 'change',
          state: 'preparing',
          target: JSON.stringify(target),
          spec: JSON.stringify(spec),
          progress,
        }),
      );
      const job = await store().job(id);
      if (!job) throw new Error('the job is not there');
      await runner.prepare(job);
      return job;
    }

    async function ended(id: string): Promise<Job> {
      await expect
        .poll(async () => (await store().job(id))?.ended, { timeout: 15_000 })
        .not.toBeNull();
      const job = await store().job(id);
      if (!job) throw new Error('the job is not there');
      return job;
    }

    const run = async (...args: Parameters<typeof create>) => ended((await create(...args)).id);
    const suite = { store, create, run, ended, runner: () => runner };
    describeDeleting(suite);
    describeTagging(suite);
    describeStates(suite);
  });
}

function describeTagging({ store, create, run }: Suite): void {
  it('sets, removes, renames and replaces pairs, leaves the others, and takes it back', async () => {
    const shelf = 'job-tag';
    const id = await keepTagged(store(), { shelf, old: 'a', mood: 'bad', gone: '1', stays: 'x' });
    const touched = await keepTagged(store(), { shelf, mood: 'bad' });
    const same = await keepTagged(store(), { shelf, set: 'yes' });
    const full = await keepTagged(store(), {
      shelf,
      ...Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`k${i}`, 'v'])),
    });
    const spec: TagSpec = {
      set: { set: 'yes' },
      remove: ['gone'],
      rename: { old: 'new' },
      replace: { mood: { bad: 'poor' } },
    };
    const { id: preparedId } = await create('tag', filterOf(shelf), { spec, progress: '{}' });
    const prepared = await store().job(preparedId);
    expect(JSON.parse(prepared?.progress ?? '')).toEqual({
      changes: 2,
      exceeds: 1,
      drops: 0,
    });

    const job = await run('tag', filterOf(shelf), { spec });
    expect(job.counts).toEqual({ total: 4, changed: 2, skipped: 1, failed: 1 });
    const metadata = async (of: string) => (await store().retrieve(of, 'any'))?.metadata;
    const after = { shelf, new: 'a', mood: 'poor', stays: 'x', set: 'yes' };
    expect(await metadata(id)).toEqual(after);
    expect(
      await tableIds(store(), { metadata: [['mood', 'poor']], metadataExists: ['new'] }),
    ).toEqual([id]);
    expect(await tableIds(store(), { metadataExists: ['old'] })).toEqual([]);
    expect(await store().jobFailures(job.id, { limit: 10, after: -1 })).toEqual([
      { n: 3, id: full, reason: 'it would have 17 pairs, more than 16' },
    ]);

    await store().updateMetadata(touched, { shelf, mine: '1' }, 'any');
    const undone = await run('tag', { undo: job.id }, { spec: { undo: job.id } });
    expect(undone.counts).toEqual({ total: 2, changed: 1, skipped: 0, failed: 1 });
    expect(await metadata(id)).toEqual({ shelf, old: 'a', mood: 'bad', gone: '1', stays: 'x' });
    expect(await metadata(touched)).toEqual({ shelf, mine: '1' });
    expect(await metadata(same)).toEqual({ shelf, set: 'yes' });
    expect((await store().retrieve(id, 'any'))?.version).toBe(3);
  });

  it('tries again what failed', async () => {
    const shelf = 'job-retry';
    const pairs = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`k${i}`, 'v']));
    const id = await keepTagged(store(), { shelf, ...pairs });
    const job = await run('tag', filterOf(shelf), { spec: { ...NO_TAG, set: { more: '1' } } });
    expect(job.counts.failed).toBe(1);
    await store().updateMetadata(id, { shelf }, 'any');
    await store().retryJobItems(job.id);
    expect((await store().job(job.id))?.counts).toMatchObject({ total: 1, failed: 0 });
    await store().changeJob(job.id, ['completed'], { state: 'running', ended: null });
    expect((await store().workOnJob(job, 10))?.counts).toMatchObject({ changed: 1, failed: 0 });
    expect((await store().retrieve(id, 'any'))?.metadata).toEqual({ shelf, more: '1' });
  });
}

function describeStates({ store, create, ended, runner }: Suite): void {
  it('does nothing while it is paused or once it is cancelled', async () => {
    const ids = [await keep(store()), await keep(store())];
    const { id } = await create('delete', { ids }, { progress: '{}' });
    await store().changeJob(id, ['ready'], { state: 'paused' });
    const paused = await store().job(id);
    expect((await store().workOnJob({ id, kind: 'delete' }, 10))?.counts).toEqual(paused?.counts);
    expect(await store().changeJob(id, ['ready', 'running'], { state: 'queued' })).toBeNull();
    await store().changeJob(id, ['paused'], { state: 'cancelled', ended: 1_764_000_001 });
    expect((await store().workOnJob({ id, kind: 'delete' }, 10))?.counts.changed).toBe(0);
    expect(await store().retrieve(ids[0] ?? '', 'any')).not.toBeNull();
  });

  it('goes on after a restart where it was', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1) ids.push(await keep(store()));
    await runner().stop();
    const { id } = await createStopped(store());
    await store().addJobIds(id, ids, 'completions');
    await store().changeJob(id, ['preparing'], { state: 'running' });
    const worked: number[] = [];
    const after = await store().workOnJob({ id, kind: 'delete' }, 5, (ms) => worked.push(ms));
    expect(after?.counts.changed).toBe(5);
    expect(worked).toEqual([expect.any(Number)]);
    const next = createRunner({
      store: store(),
      onFault: (error) => {
        throw error;
      },
    });
    await next.start();
    expect((await ended(id)).counts).toEqual({ total: 12, changed: 12, skipped: 0, failed: 0 });
    await next.stop();
  });

  it('is listed, the last created first', async () => {
    const all = await store().jobs({ limit: 100 });
    expect(all.map(({ k }) => k)).toEqual(all.map(({ k }) => k).toSorted((a, b) => b - a));
    const page = await store().jobs({ limit: 2, before: all[1]?.k });
    expect(page.map(({ id }) => id)).toEqual(all.slice(2, 4).map(({ id }) => id));
    const [last] = all;
    await store().removeJob(last?.id ?? '');
    expect(await store().job(last?.id ?? '')).toBeNull();
  });

  it('is found by its kind, its target, its state, and whether it has ended', async () => {
    const job = { lane: 'follow', actor: null, origin: null, created: 1, spec: '{}' } as const;
    const add = (id: string, kind: JobKind, state: JobState, target: string) =>
      store().createJob({ ...job, id, kind, state, target, progress: '{}' });
    await add('found-1', 'mirror', 'running', '{"of":"a b"}');
    await add('found-2', 'mirror', 'running', '{"of":"b"}');
    await add('found-3', 'export', 'ready', '{"of":"b"}');
    await store().changeJob('found-1', ['running'], { state: 'completed', ended: 2 });
    const targets = ['{"of":"a b"}', '{"of":"b"}'];
    const found = async (query: Omit<JobsQuery, 'limit'>) =>
      (await store().jobs({ targets, limit: 9, ...query })).map(({ id }) => id);
    expect(await found({})).toEqual(['found-3', 'found-2', 'found-1']);
    expect(await found({ kind: 'mirror' })).toEqual(['found-2', 'found-1']);
    expect(await found({ kind: 'mirror', isOpen: true })).toEqual(['found-2']);
    expect(await found({ isOpen: true })).toEqual(['found-3', 'found-2']);
    expect(await found({ isOpen: false })).toEqual(['found-1']);
    expect(await found({ state: 'ready' })).toEqual(['found-3']);
    expect(await found({ targets: [] })).toEqual([]);
    const ended = () => store().jobCounts({ isOpen: false });
    const { all, failures } = await ended();
    await store().changeJob('found-2', ['running'], { state: 'failed', ended: 3 });
    await store().changeJob('found-3', ['ready'], { counts: { failed: 1 } });
    expect(await found({ hasFailures: true })).toEqual(['found-3', 'found-2']);
    expect(await found({ hasFailures: true, isOpen: false })).toEqual(['found-2']);
    expect(await found({ hasFailures: false })).toEqual(['found-1']);
    expect(await ended()).toEqual({ all: all + 1, failures: failures + 1 });
    for (const id of ['found-1', 'found-2', 'found-3']) await store().removeJob(id);
  });
}
