import { expect, it } from 'vitest';
import type { Runner } from '../../jobs/runner';
import type { JobTarget } from '#contract/jobs/target';
import type { JobKind } from '#contract/jobs/kinds';
import type { Job } from '../../store/jobs';
import type { Store } from '../../store/store';
import { keep, keepTagged, sampleDraft, tableIds } from './samples';

export type Suite = {
  store: () => Store;
  create: (
    kind: JobKind,
    target: JobTarget,
    more?: { spec?: object; progress?: string },
  ) => Promise<Job>;
  run: Suite['create'];
  ended: (id: string) => Promise<Job>;
  runner: () => Runner;
};

export const filterOf = (shelf: string) => ({ filter: `metadata[shelf]=${shelf}` });

export function describeDeleting({ store, create, run, ended, runner }: Suite): void {
  it('deletes exactly what was counted, gives it back, and erases it', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 30; i += 1) ids.push(await keepTagged(store(), { shelf: 'job-a' }));
    const other = await keepTagged(store(), { shelf: 'job-other' });
    const { id } = await create('delete', filterOf('job-a'), { progress: '{}' });
    const ready = await store().job(id);
    expect(ready).toMatchObject({ state: 'ready', counts: { total: 30, changed: 0 } });
    expect(ready?.bytes).toBeGreaterThan(30 * 50);
    // What comes after the count is not touched.
    const late = await keepTagged(store(), { shelf: 'job-a' });
    await store().changeJob(id, ['ready'], { state: 'queued' });
    runner().wake();
    expect(await ended(id)).toMatchObject({
      state: 'completed',
      counts: { total: 30, changed: 30, skipped: 0, failed: 0 },
    });
    expect(await tableIds(store(), { metadata: [['shelf', 'job-a']] })).toEqual([late]);
    expect((await store().trashed({ job: id, after: -1, limit: 100 })).length).toBe(30);

    const restored = await run('restore', { job: id });
    expect(restored.counts).toMatchObject({ total: 30, changed: 30 });
    const back = await tableIds(store(), { metadata: [['shelf', 'job-a']] });
    expect(back.toSorted()).toEqual([...ids, late].toSorted());

    const again = await run('delete', { ids: [...ids, 'chatcmpl-nobody', other] });
    expect(again.counts).toEqual({ total: 32, changed: 31, skipped: 1, failed: 0 });
    const erased = await run('erase', { job: again.id });
    expect(erased.counts).toMatchObject({ total: 31, changed: 31 });
    expect(await store().restore(other)).toBe(false);
  });

  it('leaves what is being generated, and says so', async () => {
    const draft = sampleDraft({ metadata: { shelf: 'job-running' } });
    await store().begin(draft);
    const job = await run('delete', filterOf('job-running'));
    expect(job).toMatchObject({ state: 'completed', counts: { total: 1, changed: 0, failed: 1 } });
    expect(await store().jobFailures(job.id, { limit: 10, after: -1 })).toEqual([
      { n: 0, id: draft.id, reason: 'it is being generated' },
    ]);
    expect(await store().retrieve(draft.id, 'any')).not.toBeNull();
  });

  it('counts what somebody else deleted first as skipped', async () => {
    const [one, two] = [await keep(store()), await keep(store())];
    const { id } = await create('delete', { ids: [one, two] }, { progress: '{}' });
    await store().delete(one, 'any');
    await store().changeJob(id, ['ready'], { state: 'queued' });
    runner().wake();
    expect((await ended(id)).counts).toEqual({ total: 2, changed: 1, skipped: 1, failed: 0 });
  });

  it('counts once what is named twice', async () => {
    const id = await keep(store());
    const counts = { total: 2, changed: 1, skipped: 1, failed: 0 };
    expect((await run('delete', { ids: [id, id] })).counts).toEqual(counts);
    expect((await run('restore', { ids: [id, id] })).counts).toEqual(counts);
  });

  it('gives back whatever metadata can be, to be found by', async () => {
    const metadata = {
      'a"b\\c.d[0]': 'x\ny\t"',
      'ключ 😀': '\u2028é',
      $: '12',
      '#': 'null',
      '': '',
    };
    const id = await keepTagged(store(), metadata);
    const found = () =>
      Promise.all(Object.entries(metadata).map((pair) => tableIds(store(), { metadata: [pair] })));
    const { id: job } = await run('delete', { ids: [id] });
    expect((await found()).flat()).toEqual([]);
    await run('restore', { job });
    expect(await found()).toEqual(Object.keys(metadata).map(() => [id]));
  });
}
