import { JOB_KINDS } from '#contract/jobs/kinds';
import { jobMembers } from '#contract/jobs/target';
import { seconds } from '../jobs/new-job';
import type { Job, JobChange, NewJob } from '../store/jobs';
import { untilWritten } from '../jobs/until-written';
import type { Store } from '../store/store';
import type { Counts, Failure, Follower } from './transfer';

const EVERY_MS = 500;
/** Beyond it nobody reads on, and a file of nothing but mistakes must not fill the database. */
const MOST_FAILURES = 10_000;
/** Told apart in the counts. */
const MOST_REASONS = 20;

/** A transfer as it stands among the jobs. */
export type TransferJob = Follower & {
  id: string;
  /** Aborts when somebody cancels the job. */
  signal: AbortSignal;
  /** How many bytes have come in or gone out. */
  moved(bytes: number): void;
  /**
   * Writes down how it ended; `error` is why it did not end well. Once. Rejects when the database is away; then it is
   * tried again by itself.
   */
  end(error: string | null): Promise<void>;
};

/** Makes the job of a transfer that begins now, or takes up the one that was made for it. */
export async function startTransferJob(
  store: Store,
  job: Omit<NewJob, 'lane' | 'state' | 'created' | 'progress'>,
): Promise<TransferJob> {
  if (!(await store.job(job.id))) {
    const state = 'running';
    await store.createJob({ ...job, lane: 'follow', state, created: seconds(), progress: '{}' });
  }
  await store.changeJob(job.id, ['ready', 'running'], { state: 'running', started: seconds() });
  const cancelling = new AbortController();
  let counts: Counts = { done: 0, changed: 0, skipped: 0, failed: 0 };
  let [bytes, told, isEnded] = [0, 0, false];
  let failures: Failure[] = [];
  const reasons = new Map<string, number>();

  let writing: Promise<unknown> = Promise.resolve();

  /** One after the other: what one could not write is written with the next, and the last one is the end. */
  function write(change: JobChange, into: Pick<Store, 'changeJob'> = store): Promise<void> {
    const written = writing.then(() => writeNow(change, into));
    writing = written.catch(() => undefined);
    return written;
  }

  async function writeNow(change: JobChange, into: Pick<Store, 'changeJob'>): Promise<void> {
    const found = failures.slice(0, Math.max(0, MOST_FAILURES - told));
    failures = [];
    told += found.length;
    try {
      if (found.length > 0) await store.addJobFailures(job.id, found.map(itemOf));
    } catch (error) {
      // Told with the next.
      failures = [...found, ...failures];
      told -= found.length;
      throw error;
    }
    const { total: _, ...counted } = countsOf(counts);
    const next = await into.changeJob(job.id, ['running'], { counts: counted, bytes, ...change });
    if (!next) cancelling.abort();
  }

  const timer = setInterval(() => {
    // A database that is away is told of by the transfer itself.
    void write({}).catch(() => undefined);
  }, EVERY_MS);
  timer.unref();

  return {
    id: job.id,
    signal: cancelling.signal,
    progress: (next) => (counts = next),
    failure(failure) {
      failures.push(failure);
      const isKnown = reasons.has(failure.reason) || reasons.size < MOST_REASONS;
      const reason = isKnown ? failure.reason : 'other reasons';
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    },
    moved: (more) => (bytes += more),
    async end(error) {
      if (isEnded) return;
      isEnded = true;
      clearInterval(timer);
      const state = error === null ? 'completed' : 'failed';
      const told = JOB_KINDS[job.kind].tellsReasons && reasons.size > 0;
      const progress = told && { progress: await withReasons(store, job.id, reasons) };
      const { actor, origin, id: subject } = job;
      const line = { actor, origin, action: `job.${state} ${job.kind}`, subject } as const;
      const change = {
        state,
        error,
        ended: seconds(),
        counts: countsOf(counts),
        ...progress,
      } as const;
      const finish = () => write(change, store.acting({ ...line, count: 'changed' }));
      try {
        await finish();
      } catch (cause) {
        untilWritten(finish);
        throw cause;
      }
    },
  };
}

async function withReasons(
  store: Store,
  id: string,
  reasons: ReadonlyMap<string, number>,
): Promise<string> {
  const { progress = '{}' } = (await store.job(id)) ?? {};
  return JSON.stringify({ ...jobMembers(progress), left_out: Object.fromEntries(reasons) });
}

/** How much there is, is certain only at the end. */
function countsOf({ done, changed, skipped, failed }: Counts): Job['counts'] {
  return { total: done, changed, skipped, failed };
}

function itemOf(failure: Failure): { id: string; reason: string } {
  return 'line' in failure ? { id: `line ${failure.line}`, reason: failure.reason } : failure;
}
