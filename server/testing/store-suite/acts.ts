import { newJob } from '../sample-job';
import { firstOfSecond } from '../../store/position';
import type { Store } from '../../store/store';
import { keep, sampleDraft, sampleOutcome } from './samples';

export const PROVIDER = 'remembered';
const HOUR = 3_600;
export const DAY = 24 * HOUR;
/** In the middle of a day; what is stored spreads over more than one part of the largest size. */
export const START = 1_300_000_123;
const SPREAD = 90 * DAY;

type Draw = ReturnType<typeof drawing>;

/** Random, and the same for the same seed. */
export function drawing(seed: number) {
  let state = seed * 104_729;
  const below = (n: number) => (state = (state * 48_271) % 2_147_483_647) % n;
  const of = <T>(all: readonly T[]): T => all[below(all.length)] as T;
  const some = (ids: readonly string[]) => ids.filter(() => below(3) === 0).slice(0, 4);
  const take = (ids: string[]) => ids.splice(below(ids.length), 1)[0] ?? '';
  return { below, of, some, take };
}

function samples({ below, of }: Draw) {
  const metadata = (): Record<string, string> => ({
    lot: `lot-${below(3)}`,
    ...(below(2) === 0 && { review: of(['good', 'bad']) }),
    trace: `trace-${below(1_000_000)}`,
  });
  const draft = () => {
    // Some of them close together, at the very ends of hours and days.
    const created =
      below(3) === 0
        ? START - (START % DAY) + of([0, HOUR, DAY]) - below(2)
        : START + below(SPREAD);
    const k = firstOfSecond(created) + below(1_000_000);
    return sampleDraft({ k, created, provider: PROVIDER, metadata: metadata() });
  };
  const outcome = () => {
    const isWhole = below(3) > 0;
    return sampleOutcome({
      model: of(['a', 'b', 'c']),
      state: isWhole ? 'complete' : 'incomplete',
      reason: isWhole ? null : of(['user_stop', 'upstream_error']),
      finishReason: isWhole ? of(['stop', 'length']) : null,
      promptTokens: of([null, below(900)]),
      completionTokens: below(900),
      cost: of([null, below(1_000) / 7e5]),
      totalMs: below(9_000) + 1,
      firstTokenMs: of([null, below(900) + 1]),
      toolCalls: below(2),
    });
  };
  return { metadata, draft, outcome };
}

/** Does one kind of job at completions. */
function worker(store: Store, { below }: Draw) {
  let jobs = 0;
  return async (kind: 'tag' | 'delete' | 'reprice', ids: readonly string[], spec: object = {}) => {
    const id = `job_remembered_${Date.now()}_${(jobs += 1)}`;
    await store.createJob(newJob({ id, kind, spec: JSON.stringify(spec) }));
    await store.addJobIds(id, ids, 'completions');
    if (kind === 'reprice') {
      const items = await store.itemsToPrice(id, 100);
      await store.priceForJob(
        id,
        items.map(({ n, k, cost }) => ({ n, k, from: cost, to: below(1_000) / 3e5 })),
      );
    } else await store.workOnJob({ id, kind }, 100);
    await store.changeJob(id, ['running'], { state: 'completed', ended: 1_764_000_001 });
  };
}

type Made = {
  draft: () => ReturnType<typeof sampleDraft>;
  outcome: () => ReturnType<typeof sampleOutcome>;
};

/** What can happen to completions one at a time, and the ids of those that are there and in the trash. */
export function comingAndGoing(store: Store, { take }: Draw, { draft, outcome }: Made) {
  const [live, running, trashed]: [string[], string[], string[]] = [[], [], []];
  const acts: (() => Promise<unknown>)[] = [
    async () => live.push(await keep(store, { draft: draft(), outcome: outcome() })),
    async () => {
      const begun = draft();
      await store.begin(begun);
      running.push(begun.id);
    },
    async () => {
      const id = take(running);
      if (id !== '' && (await store.finish(id, outcome()))) live.push(id);
    },
    async () => {
      const id = take(live);
      if (await store.delete(id, 'any')) trashed.push(id);
    },
    async () => void (await store.delete(take(running), 'any')),
    async () => {
      const id = take(trashed);
      if (await store.restore(id)) live.push(id);
    },
    async () => void (await store.erase(take(trashed))),
  ];
  return { live, trashed, acts };
}

/** Something that happens to a store; each call something else. */
export function actor(store: Store, seed: number): () => Promise<unknown> {
  const draw = drawing(seed);
  const { below, of, some } = draw;
  const { metadata, draft, outcome } = samples(draw);
  const job = worker(store, draw);
  const { live, trashed, acts: single } = comingAndGoing(store, draw, { draft, outcome });
  const acts = [
    ...single,
    async () => void (await store.updateMetadata(of(live) ?? '', metadata(), 'any')),
    async () => void (await store.updateMetadata(of(live) ?? '', {}, 'any')),
    () =>
      job('tag', some(live), {
        set: { review: of(['good', 'bad', 'odd']) },
        remove: ['lot'],
      }),
    () => job('reprice', some(live)),
    async () => {
      const ids = some(live);
      await job('delete', ids);
      for (const id of ids) trashed.push(...live.splice(live.indexOf(id), 1));
    },
    async () => {
      const brought = [draft(), draft()].map((each) => ({
        ...each,
        ...outcome(),
        state: 'complete' as const,
        reason: null,
        version: 1,
      }));
      const former = of(live);
      const records = brought.map((each, at) =>
        at === 0 && former ? { ...each, id: former } : each,
      );
      await store.insertRecords(records, 'replace');
      for (const { id } of records) if (!live.includes(id)) live.push(id);
    },
  ];
  return () => (below(4) === 0 ? acts[0] : of(acts))?.() ?? Promise.resolve();
}
