import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Job } from '#contract/wire/jobs';
import type { JobRequest } from '#contract/wire/jobs';
import { jobStarted } from './followed-job';
import { selectionCleared } from '@/components/selection-store';
import { changeJob, forgetJob, hideRows, jobQueries, prepareJob } from '@/queries/job-queries';

export type Prepared = ReturnType<typeof usePrepared>;

/** A job that is counted first and started then: what was counted is exactly what it acts on. */
export function usePrepared() {
  const queryClient = useQueryClient();
  const preparing = useMutation(prepareJob());
  const starting = useMutation(changeJob());
  const { mutate: forget } = useMutation(forgetJob());
  const id = preparing.data?.id;
  const { data: job } = useQuery({ ...jobQueries.one(id ?? ''), enabled: id !== undefined });

  return {
    /** Undefined until something is counted. */
    job: id === undefined ? undefined : job,
    isPreparing: preparing.isPending || job?.state === 'preparing',
    isStarting: starting.isPending,
    error: preparing.error ?? starting.error,
    prepare: (wanted: JobRequest) => preparing.mutate(wanted),
    /** Forgets it; nothing was done. */
    discard() {
      // It may still be counting; what was started cannot be forgotten any more.
      if (id !== undefined && !starting.isSuccess) forget(id);
      preparing.reset();
      starting.reset();
    },
    /** Begins, and follows it from wherever the reader goes. */
    start(onStarted: () => void) {
      if (id === undefined) return;
      starting.mutate(
        { id, step: 'start' },
        {
          onSuccess: (started: Job) => {
            jobStarted(id);
            selectionCleared();
            const target = preparing.variables?.target;
            if (started.kind === 'delete' && target) {
              void hideRows(queryClient, 'ids' in target ? target.ids : null);
            }
            onStarted();
          },
        },
      );
    },
  };
}
