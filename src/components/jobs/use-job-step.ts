import { useMutation } from '@tanstack/react-query';
import type { Job } from '#contract/wire/jobs';
import type { JobStep } from '@/api/jobs';
import { changeJob } from '@/queries/job-queries';
import { showToast } from '@/ui/toast-store';

/** Starts, pauses, … a job of this server, and says so when it was refused. */
export function useJobStep(onStepped: (job: Job, step: JobStep) => void) {
  const stepping = useMutation(changeJob());
  return {
    isStepping: stepping.isPending,
    step: ({ id }: Job, step: JobStep) =>
      stepping.mutate(
        { id, step },
        {
          onSuccess: (job) => onStepped(job, step),
          onError: ({ message }) =>
            showToast({ title: 'The job was not changed', detail: message, tone: 'danger' }),
        },
      ),
  };
}
