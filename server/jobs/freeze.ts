import { JOB_KINDS } from '#contract/jobs/kinds';
import { jobMembers, type JobTarget, readTarget } from '#contract/jobs/target';
import { counted, NO_CHANGES, outcomeOf } from '#contract/metadata-change';
import { readStrictFilter } from '../http/read-filter';
import type { Job } from '../store/jobs';
import type { Store } from '../store/store';

/** What the store is asked for, and does not know yet. */
type Found = { filter: string } | { job: string } | { trash: 'all' };

/** Positions that are written down in one transaction. */
const SLICE = 2_000;

/**
 * Writes down everything that a job will touch: what matches now, up to the newest there is now. What comes later is
 * never touched; what changes meanwhile is touched all the same, as it was counted.
 */
export async function freeze(store: Store, job: Job, signal: AbortSignal): Promise<void> {
  const asked = readTarget(JSON.parse(job.target));
  const target = 'all' in asked && asked.all ? { filter: '' } : asked;
  const { shelf, changes } = JOB_KINDS[job.kind];
  const sum = { bytes: 0, counts: NO_CHANGES };
  const change = changes?.(jobMembers(job.spec)) ?? null;

  async function count(positions: readonly number[]): Promise<void> {
    sum.bytes += await store.bytesAt(positions, shelf);
    if (change) {
      for (const metadata of await store.metadataAt(positions)) {
        sum.counts = counted(sum.counts, outcomeOf(metadata, change));
      }
    }
    const { bytes, counts } = sum;
    const progress = JSON.stringify({ ...jobMembers(job.progress), ...(change && counts) });
    await store.changeJob(job.id, ['preparing'], { bytes, progress });
  }

  if ('undo' in target && target.undo) return store.addWrittenItems(job.id, target.undo);
  if ('ids' in target && target.ids) {
    await store.addJobIds(job.id, target.ids, shelf);
    return count(shelf === 'completions' ? await store.positionsOf(target.ids) : []);
  }
  if (!isFound(target)) return;
  for await (const positions of positionsIn(store, target)) {
    signal.throwIfAborted();
    await store.addJobItems(job.id, positions);
    await count(positions);
  }
}

/** The target of a frozen job. Thousands of ids would be read and written again with every batch. */
export function writtenDown({ target }: Job): string {
  const wanted = readTarget(JSON.parse(target));
  return 'ids' in wanted && wanted.ids ? JSON.stringify({ named: wanted.ids.length }) : target;
}

async function* positionsIn(store: Store, target: Found): AsyncGenerator<number[]> {
  const next = await pagesOf(store, target);
  for (let after = -1; ;) {
    const positions = await next(after);
    if (positions.length > 0) yield positions;
    const last = positions.at(-1);
    if (last === undefined || positions.length < SLICE) return;
    after = last;
  }
}

async function pagesOf(store: Store, target: Found): Promise<(after: number) => Promise<number[]>> {
  if ('filter' in target) {
    const filter = readStrictFilter(target.filter);
    const newest = await store.newestPosition();
    return (after) => store.positions({ filter, after, newest, limit: SLICE });
  }
  const job = 'job' in target ? target.job : undefined;
  return (after) => store.trashed({ job, after, limit: SLICE });
}

function isFound(target: JobTarget): target is Found {
  return 'filter' in target || 'job' in target || 'trash' in target;
}
