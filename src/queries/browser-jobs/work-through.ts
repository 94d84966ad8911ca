import { ApiError } from '@/api/api-error';
import { retryDelay } from '@/api/retry-delay';
import type { Act } from '@/queries/browser-jobs/act';
import type { BrowserJob, JobItem, Outcome } from '@/queries/browser-jobs/browser-job';
import { createPace, type Pace } from '@/queries/browser-jobs/create-pace';
import { settleItem } from '@/queries/browser-jobs/job-storage';

/** In milliseconds: a server that asks for more is asked again when somebody wants it. */
const LONGEST_WAIT = 600_000;
const MOST_TRIES = 6;

/** Something that would befall every completion that is left: the job waits until it is mended. */
export class JobHeldUp extends Error {
  override name = 'JobHeldUp';
  /** It will not pass: the server has no such call. Going on would end the same way. */
  get isForGood(): boolean {
    return this.cause instanceof ApiError && this.cause.kind === 'unsupported';
  }
}

type Task = { item: JobItem; tries: number };

/**
 * Acts on each item, as many at a time as the server likes, and notes what became of it before the next begins.
 * Resolves when all are done, or when the job's record says that it does not run any more; calls that are under way
 * then still end. Rejects with {@link JobHeldUp}.
 */
export async function workThrough(
  items: readonly JobItem[],
  act: Act,
  { signal, onSettled }: { signal: AbortSignal; onSettled: (job: BrowserJob) => void },
  pace: Pace = createPace(),
): Promise<void> {
  const queue: Task[] = items.map((item) => ({ item, tries: 0 }));
  const active = new Set<Promise<void>>();
  let isStopped = false;
  let trouble: unknown = null;

  async function run(task: Task): Promise<void> {
    try {
      const outcome = await tryOnce(task, act, pace, signal);
      if (outcome === null) return void queue.push({ ...task, tries: task.tries + 1 });
      const job = await settleItem(task.item, outcome);
      if (job) onSettled(job);
      if (job?.state !== 'running') isStopped = true;
    } catch (error) {
      trouble ??= error;
      isStopped = true;
    }
  }

  while ((queue.length > 0 && !isStopped) || active.size > 0) {
    const task = !isStopped && active.size < pace.width ? queue.shift() : undefined;
    if (!task) {
      await Promise.race(active);
      continue;
    }
    await pace.ready(signal);
    const running = run(task).finally(() => active.delete(running));
    active.add(running);
  }
  if (trouble !== null) throw trouble;
}

/** What became of it; null when it is to be tried again. */
async function tryOnce(
  { item, tries }: Task,
  act: Act,
  pace: Pace,
  signal: AbortSignal,
): Promise<Outcome | null> {
  try {
    const outcome = await act(item.id, signal);
    pace.succeeded();
    return outcome;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (isForAll(error)) throw new JobHeldUp(error.message, { cause: error });
    const delay = waitFor(error, tries);
    if (delay === null) return { kind: 'failed', reason: error.message };
    if (delay > LONGEST_WAIT || tries + 1 >= MOST_TRIES) {
      throw new JobHeldUp(error.message, { cause: error });
    }
    pace.slowed(delay);
    return null;
  }
}

/** The key, the rights or the server itself: no completion is at fault. */
function isForAll({ kind, status }: ApiError): boolean {
  return kind === 'unsupported' || status === 401 || status === 403;
}

function waitFor(error: ApiError, tries: number): number | null {
  if (error.isRateLimited && error.retryAfter !== null) return error.retryAfter;
  return retryDelay(error, tries);
}
