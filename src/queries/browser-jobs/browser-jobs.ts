import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { sleep } from '@/lib/sleep';
import { actOf, type Written } from '@/queries/browser-jobs/act';
import {
  type BrowserAction,
  type BrowserJob,
  isUndone,
  type JobItem,
} from '@/queries/browser-jobs/browser-job';
import {
  createJob,
  forgetJob,
  jobItems,
  listJobs,
  retryFailed,
  updateJob,
} from '@/queries/browser-jobs/job-storage';
import { JobHeldUp, workThrough } from '@/queries/browser-jobs/work-through';
import { completionQueries } from '@/queries/completion-queries';

const KEY = ['browser-jobs'] as const;
/** Another tab may be the one that works. */
const POLL_MS = 1_000;
/** The time to think again before the first call: at such servers nothing can be undone after it. */
export const GRACE_MS = 5_000;
const REFRESH_MS = 2_000;

export const browserJobQueries = {
  list: () =>
    queryOptions({
      queryKey: [...KEY, 'list'],
      queryFn: listJobs,
      staleTime: 0,
      refetchInterval: ({ state }) =>
        state.data?.some((job) => job.state === 'running') ? POLL_MS : false,
    }),
  failures: (id: string) =>
    queryOptions({
      queryKey: [...KEY, 'failures', id],
      queryFn: async () => (await jobItems(id)).filter((item) => item.outcome?.kind === 'failed'),
      staleTime: 0,
    }),
};

type NewJob = { connection: Connection; action: BrowserAction; chosen: string; ids: string[] };

/** Writes a job down and begins it, a deletion after {@link GRACE_MS}. Resolves with its id once it cannot get lost. */
export async function startBrowserJob(
  { connection, action, chosen, ids }: NewJob,
  queryClient: QueryClient,
): Promise<string> {
  const { id: source, baseUrl, label } = connection;
  const createdAt = Date.now();
  const job: BrowserJob = {
    id: crypto.randomUUID(),
    source: { id: source, baseUrl, label },
    action,
    chosen,
    createdAt,
    startsAt: createdAt + (action.kind === 'delete' ? GRACE_MS : 0),
    endedAt: null,
    state: 'running',
    reason: null,
    counts: { total: ids.length, changed: 0, skipped: 0, failed: 0 },
  };
  await createJob(job, ids);
  await queryClient.invalidateQueries({ queryKey: KEY });
  void runBrowserJob(job.id, connection, queryClient);
  return job.id;
}

type ConnectionOf = (source: BrowserJob['source']) => Connection | null;

/** Goes on with what was running when its page was closed, as far as the connections to do it with are there. */
export async function resumeBrowserJobs(
  connectionOf: ConnectionOf,
  queryClient: QueryClient,
): Promise<void> {
  for (const job of await listJobs()) {
    const connection = job.state === 'running' ? connectionOf(job.source) : null;
    if (connection) void runBrowserJob(job.id, connection, queryClient);
  }
}

export async function changeBrowserJob(
  id: string,
  step: 'pause' | 'resume' | 'cancel' | 'retry' | 'forget',
  queryClient: QueryClient,
): Promise<void> {
  if (step === 'retry') await retryFailed(id);
  else if (step === 'forget') await forgetJob(id);
  else await updateJob(id, (job) => stepped(job, step));
  await queryClient.invalidateQueries({ queryKey: KEY });
}

function stepped(job: BrowserJob, step: 'pause' | 'resume' | 'cancel'): BrowserJob | null {
  if (job.endedAt !== null) return null;
  if (step === 'cancel') return { ...job, state: 'cancelled', endedAt: Date.now() };
  return { ...job, state: step === 'pause' ? 'paused' : 'running', reason: null };
}

/** A job that takes back what another wrote; null when there is nothing to take back. */
export async function undoTagJob(
  job: BrowserJob,
  connection: Connection,
  queryClient: QueryClient,
): Promise<string | null> {
  // Another tab may have been faster.
  if (isUndone(job, await listJobs())) return null;
  const ids = [...(await writtenBy(job.id)).keys()];
  const action: BrowserAction = { kind: 'untag', job: job.id };
  const chosen = `what “${job.chosen}” changed`;
  return ids.length === 0
    ? null
    : startBrowserJob({ connection, action, chosen, ids }, queryClient);
}

async function writtenBy(job: string): Promise<Written> {
  const written = new Map();
  for (const { id, outcome } of await jobItems(job)) {
    if (outcome?.kind === 'changed') written.set(id, outcome);
  }
  return written;
}

const runningHere = new Set<string>();

/** Works on a job until it ends or stands still; in one tab at a time. Does nothing for one that does not run. */
export async function runBrowserJob(
  id: string,
  connection: Connection,
  queryClient: QueryClient,
): Promise<void> {
  if (runningHere.has(id)) return;
  runningHere.add(id);
  try {
    await alone(`chatkeep job ${id}`, () => work(id, connection, queryClient));
  } finally {
    runningHere.delete(id);
    await queryClient.invalidateQueries({ queryKey: KEY });
    await refresh(connection, queryClient);
  }
}

async function work(id: string, connection: Connection, queryClient: QueryClient): Promise<void> {
  const job = (await listJobs()).find((each) => each.id === id);
  if (!job) return;
  await sleep(Math.max(0, job.startsAt - Date.now()));
  const { action } = job;
  const written = action.kind === 'untag' ? await writtenBy(action.job) : new Map();
  let refreshed = Date.now();
  const onSettled = (settled: BrowserJob) => {
    queryClient.setQueryData(browserJobQueries.list().queryKey, (jobs) =>
      jobs?.map((each) => (each.id === id ? settled : each)),
    );
    if (Date.now() - refreshed < REFRESH_MS) return;
    refreshed = Date.now();
    void refresh(connection, queryClient);
  };
  try {
    const act = actOf(connection, action, written);
    // Again, when somebody has paused and gone on before the last calls had ended.
    for (let items = await pendingOf(id); items.length > 0; items = await pendingOf(id)) {
      if (!(await isRunning(id))) return;
      await workThrough(items, act, { signal: new AbortController().signal, onSettled });
    }
    await updateJob(id, (now) =>
      now.state === 'running' ? { ...now, state: 'completed', endedAt: Date.now() } : null,
    );
  } catch (error) {
    if (!(error instanceof JobHeldUp)) throw error;
    const { message: reason, isForGood } = error;
    await updateJob(id, (now) =>
      isForGood
        ? { ...now, state: 'cancelled', reason, endedAt: Date.now() }
        : { ...now, state: 'paused', reason },
    );
  }
}

async function pendingOf(id: string): Promise<JobItem[]> {
  return (await jobItems(id)).filter(({ outcome }) => outcome === null);
}

async function isRunning(id: string): Promise<boolean> {
  return (await listJobs()).some((job) => job.id === id && job.state === 'running');
}

async function refresh(connection: Connection, queryClient: QueryClient): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: completionQueries(connection).lists() });
}

/** Waits for the tab that holds the name. Pages without https have no locks: there two tabs do the same twice, which harms nothing. */
async function alone(name: string, task: () => Promise<void>): Promise<void> {
  if ('locks' in navigator) await navigator.locks.request(name, task);
  else await task();
}
