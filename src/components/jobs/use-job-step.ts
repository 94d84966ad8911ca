import { useMutation, useQuery } from '@tanstack/react-query';
import { stepScope } from '#contract/jobs/kinds';
import type { Job } from '#contract/wire/jobs';
import type { JobStep } from '@/api/jobs';
import { lackOf } from '@/queries/access';
import { changeJob } from '@/queries/job-queries';
import { serverQueries } from '@/queries/server-queries';
import { showToast } from '@/ui/toast-store';

/** Starts, pauses, … a job of this server, and says so when it was refused. */
export function useJobStep(onStepped: (job: Job, step: JobStep) => void) {
  const stepping = useMutation(changeJob());
  const { data: server } = useQuery(serverQueries.info());
  return {
    /** The step that is on its way: until it is there, no other one is. */
    stepping: stepping.isPending ? stepping.variables.step : null,
    /** Why a step is not for whoever is logged in; null: it is. */
    lackFor: (job: Job, step: JobStep) => lackOf(server, stepScope(job, step)),
    step: ({ id }: Job, step: JobStep) => {
      if (stepping.isPending) return;
      stepping.mutate(
        { id, step },
        {
          onSuccess: (job) => onStepped(job, step),
          onError: ({ message }) =>
            showToast({ title: 'The job was not changed', detail: message, tone: 'danger' }),
        },
      );
    },
  };
}
