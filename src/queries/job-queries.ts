import {
  keepPreviousData,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { Job, JobRequest } from '#contract/wire/jobs';
import { LOCAL_CONNECTION } from '@/api/connection';
import {
  createJob,
  discardJob,
  type JobStep,
  listJobFailures,
  listJobs,
  listOpenJobs,
  retrieveJob,
  stepJob,
} from '@/api/jobs';
import type { CompletionPage } from '@/api/list-table';
import { completionQueries } from '@/queries/completion-queries';
import { AGAIN_MS, isUnreached } from '@/queries/server-health';
import { overviewKey } from '@/queries/overview-queries';
import { trashKey } from '@/queries/trash-queries';

const KEY = ['jobs'] as const;
const LISTS = [...KEY, 'list'] as const;
const OPEN = [...LISTS, 'open'] as const;
/** Milliseconds between two looks at a job that is on its way; none while the page is in the background. */
const FOLLOW_MS = 300;
const LIST_MS = 1_000;

export const jobQueries = {
  /** Those that have ended. */
  page: (after: string | undefined, withFailures: boolean) =>
    queryOptions({
      queryKey: [...LISTS, 'ended', withFailures, after ?? null],
      queryFn: ({ signal }) => listJobs(after, withFailures, { signal }),
      placeholderData: keepPreviousData,
      staleTime: 0,
      refetchInterval: ({ state }) => isUnreached(state.error) && AGAIN_MS,
    }),
  open: () =>
    queryOptions({
      queryKey: OPEN,
      queryFn: async ({ signal, client }) => {
        const before = client.getQueryData<Job[]>(OPEN) ?? [];
        const jobs = await listOpenJobs({ signal });
        const here = new Set(jobs.map(({ id }) => id));
        // What has ended meanwhile is among the others now.
        if (before.some(({ id }) => !here.has(id)))
          void client.invalidateQueries({ queryKey: [...LISTS, 'ended'] });
        return jobs;
      },
      staleTime: 0,
      refetchInterval: ({ state }) => {
        if (isUnreached(state.error)) return AGAIN_MS;
        return state.data?.some(isUnderWay) ? LIST_MS : false;
      },
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: [...KEY, 'one', id],
      queryFn: async ({ signal, client }) => {
        const job = await retrieveJob(id, { signal });
        // Whoever follows it sees its end first here.
        if (job.ended !== null && isFollowed(client, id)) void refreshAfterJob(client);
        return job;
      },
      staleTime: 0,
      refetchInterval: ({ state }) =>
        state.data === undefined || isUnderWay(state.data) ? FOLLOW_MS : false,
    }),
  failures: (id: string, after: string | undefined) =>
    queryOptions({
      queryKey: [...KEY, 'failures', id, after ?? null],
      queryFn: ({ signal }) => listJobFailures(id, after, { signal }),
      staleTime: 0,
    }),
};

/** Whether it changes by itself. */
function isUnderWay({ state }: Job): boolean {
  return state === 'preparing' || state === 'queued' || state === 'running';
}

/** Whether it was under way when it was last read. */
function isFollowed(client: QueryClient, id: string): boolean {
  const before = client.getQueryData<Job>([...KEY, 'one', id]);
  return before !== undefined && before.ended === null;
}

/** Counts what a job would touch; nothing is done before it is started. */
export function prepareJob() {
  return mutationOptions({ mutationFn: (job: JobRequest) => createJob(job), onSuccess: remember });
}

export function changeJob() {
  return mutationOptions({
    mutationFn: ({ id, step }: { id: string; step: JobStep }) => stepJob(id, step),
    onSuccess: (job, ...asked) => {
      remember(job, ...asked);
      // One that was stopped in the middle has left rows that were taken out of the lists already.
      if (job.state === 'paused' || job.state === 'cancelled') {
        void refreshAfterJob(asked[2].client);
      }
    },
  });
}

export function forgetJob() {
  return mutationOptions({
    mutationFn: (id: string) => discardJob(id),
    onSettled: (_result, _error, _id, _before, { client }) =>
      client.invalidateQueries({ queryKey: LISTS }),
  });
}

function remember(
  job: Job,
  _asked: unknown,
  _before: unknown,
  { client }: { client: QueryClient },
): void {
  client.setQueryData(jobQueries.one(job.id).queryKey, job);
  void client.invalidateQueries({ queryKey: LISTS });
}

/** Takes rows out of every list before the server has; `ids` null: all of them. */
export async function hideRows(client: QueryClient, ids: readonly string[] | null): Promise<void> {
  const queryKey = completionQueries(LOCAL_CONNECTION).lists();
  await client.cancelQueries({ queryKey });
  const hidden = ids && new Set(ids);
  client.setQueriesData<CompletionPage>({ queryKey, type: 'active' }, (page) => {
    if (!page) return page;
    const rows = hidden ? page.rows.filter(({ id }) => !hidden.has(id)) : [];
    const gone = page.rows.length - rows.length;
    const total = page.total && { ...page.total, value: hidden ? page.total.value - gone : 0 };
    return { ...page, rows, total };
  });
}

/** What a job has changed is read anew, wherever it is shown. */
export async function refreshAfterJob(client: QueryClient): Promise<void> {
  const queries = completionQueries(LOCAL_CONNECTION);
  await Promise.all(
    [queries.all(), trashKey, overviewKey, LISTS].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );
}
