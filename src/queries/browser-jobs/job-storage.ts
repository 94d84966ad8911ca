import { browserDatabase } from '@/lib/browser-database';
import type { BrowserJob, JobItem, Outcome } from '@/queries/browser-jobs/browser-job';

const { transact, getAll } = browserDatabase<{ jobs: BrowserJob; items: JobItem }>(
  'chatkeep-jobs',
  {
    jobs: { keyPath: 'id' },
    items: { keyPath: ['job', 'n'] },
  },
);

export async function createJob(job: BrowserJob, ids: readonly string[]): Promise<void> {
  await transact('readwrite', (store) => {
    store('jobs').put(job);
    for (const [n, id] of ids.entries()) {
      store('items').put({ job: job.id, n, id, outcome: null } satisfies JobItem);
    }
  });
}

/** The last created first. */
export async function listJobs(): Promise<BrowserJob[]> {
  return (await getAll('jobs')).toSorted((a, b) => b.createdAt - a.createdAt);
}

/** Every completion of a job, in its order. */
export function jobItems(job: string): Promise<JobItem[]> {
  return getAll('items', itemsOf(job));
}

/** Changes the record of a job as it is now; null when it is not there, or `change` gave nothing. */
export async function updateJob(
  id: string,
  change: (job: BrowserJob) => BrowserJob | null,
): Promise<BrowserJob | null> {
  const updated = await transact<BrowserJob>('readwrite', (store, note) => {
    const read = store('jobs').get(id);
    read.onsuccess = () => {
      const job = read.result;
      const next = job && change(job);
      if (!next) return;
      store('jobs').put(next);
      note(next);
    };
  });
  return updated ?? null;
}

/** Notes what became of a completion, and counts it, in one step: no crash can count it twice. */
export async function settleItem(item: JobItem, outcome: Outcome): Promise<BrowserJob | null> {
  const settled = await transact<BrowserJob>('readwrite', (store, note) => {
    const read = store('jobs').get(item.job);
    read.onsuccess = () => {
      const job = read.result;
      if (!job) return;
      const counts = { ...job.counts, [outcome.kind]: job.counts[outcome.kind] + 1 };
      store('items').put({ ...item, outcome });
      store('jobs').put({ ...job, counts });
      note({ ...job, counts });
    };
  });
  return settled ?? null;
}

/** Makes what failed pending again, and the job running. */
export async function retryFailed(id: string): Promise<void> {
  await transact('readwrite', (store) => {
    const items = store('items').getAll(itemsOf(id));
    items.onsuccess = () => {
      for (const item of items.result) {
        if (item.outcome?.kind === 'failed') store('items').put({ ...item, outcome: null });
      }
      const read = store('jobs').get(id);
      read.onsuccess = () => {
        const job = read.result;
        if (!job) return;
        const counts = { ...job.counts, failed: 0 };
        store('jobs').put({ ...job, counts, state: 'running', reason: null, endedAt: null });
      };
    };
  });
}

export async function forgetJob(id: string): Promise<void> {
  await transact('readwrite', (store) => {
    store('jobs').delete(id);
    store('items').delete(itemsOf(id));
  });
}

function itemsOf(job: string): IDBKeyRange {
  return IDBKeyRange.bound([job, 0], [job, Infinity]);
}
