import { expect, it } from 'vitest';
import type { PricedItem } from '../../store/jobs';
import type { Store } from '../../store/store';
import { keep, sampleDraft } from './samples';
import { newJob } from '../sample-job';

/** A job that runs, and what it acts on. */
async function running(store: Store, ids: readonly string[]): Promise<string> {
  const job = `job_price_${Date.now()}_${ids.length}`;
  await store.createJob(newJob({ id: job, kind: 'reprice' }));
  await store.addJobIds(job, ids, 'completions');
  return job;
}

const ended = { state: 'completed', ended: 1_764_000_001 } as const;

export function describePricing(store: () => Store): void {
  it('gives a job a few long answers at a time', async () => {
    const ids: string[] = [];
    for (const size of [5, 5, 1, 20, 1]) {
      const body = JSON.stringify({ choices: [], text: 'x'.repeat(size * 1_000_000) });
      ids.push(await keep(store(), { outcome: { body } }));
    }
    const job = await running(store(), ids);
    const read: number[][] = [];
    for (;;) {
      const items = await store().itemsToPrice(job, 100);
      if (items.length === 0) break;
      read.push(items.map(({ n }) => n));
      await store().priceForJob(
        job,
        items.map(({ n, k, cost }) => ({ n, k, from: cost, to: cost })),
      );
    }
    expect(read).toEqual([[0, 1], [2, 3], [4]]);
    await store().changeJob(job, ['running'], ended);
  });

  it('gives a job what prices depend on, and writes costs that are still what was read', async () => {
    const ids: string[] = [];
    for (const cost of [null, 1, 2]) ids.push(await keep(store(), { outcome: { cost } }));
    const open = sampleDraft();
    await store().begin(open);
    ids.push(open.id, 'chatcmpl-nobody');
    const job = await running(store(), ids);
    const items = await store().itemsToPrice(job, 100);
    expect(items.map(({ n, cost, written }) => [n, cost, written])).toEqual([
      [0, null, null],
      [1, 1, null],
      [2, 2, null],
      [3, null, null],
      [4, null, null],
    ]);
    expect(items[0]).toMatchObject({
      provider: 'demo',
      model: 'gpt-test',
      promptTokens: 12,
      completionTokens: 34,
      cachedTokens: 0,
      body: '{"object":"chat.completion","choices":[]}',
    });
    expect(items[4]).toMatchObject({ k: null, provider: null, body: null });
    const before = await store().modelUse(0);
    const priced = items.map(({ n, k, cost }): PricedItem => ({
      n,
      k,
      from: n === 2 ? 5 : cost,
      to: n === 1 ? 1 : 0.25,
    }));
    const after = await store().priceForJob(job, priced);
    // The second cost the same, the third has another cost by now, and the others are running and gone.
    expect(after?.counts).toMatchObject({ total: 5, changed: 1, skipped: 4 });
    const costs = await Promise.all(ids.slice(0, 3).map((id) => store().retrieve(id, 'any')));
    expect(costs.map((row) => row?.cost)).toEqual([0.25, 1, 2]);
    expect(await store().itemsToPrice(job, 100)).toEqual([]);
    const of = (uses: typeof before) =>
      uses.find(({ provider, model }) => provider === 'demo' && model === 'gpt-test');
    expect(of(await store().modelUse(0))).toMatchObject({
      requests: of(before)?.requests,
      priced: (of(before)?.priced ?? 0) + 1,
      cost: expect.closeTo((of(before)?.cost ?? 0) + 0.25, 6) as number,
    });
    expect(of(await store().modelUse(4_000_000_000))).toBeUndefined();
    await store().changeJob(job, ['running'], ended);
  });
}
