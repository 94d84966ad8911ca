import { useQuery } from '@tanstack/react-query';
import { jobDismissed, jobStarted } from '@/components/jobs/followed-job';
import { JobNotice } from '@/components/jobs/job-notice';
import { stepsOf } from '@/components/jobs/job-steps';
import { useJobStep } from '@/components/jobs/use-job-step';
import { jobQueries } from '@/queries/job-queries';

/** Tells how far the job is that was started here, on every page, until it is dismissed. */
export function JobFollower({ id }: { id: string }) {
  const { data: job } = useQuery(jobQueries.one(id));
  const { step, stepping, lackFor } = useJobStep((next) => jobStarted(next.id));
  if (!job) return null;
  return (
    <JobNotice
      label="Job"
      job={job}
      steps={stepsOf(job)}
      stepping={stepping}
      lackFor={(name) => lackFor(job, name)}
      onStep={(name) => step(job, name)}
      onDismiss={jobDismissed}
    />
  );
}
