import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useConnectionStore } from '@/components/connection-store';
import { browserJobsOver } from '@/components/jobs/followed-job';
import { JobNotice } from '@/components/jobs/job-notice';
import {
  browserStepsOf,
  connectionFor,
  keyWaitedFor,
  useBrowserJobStep,
} from '@/components/jobs/use-browser-jobs';
import { asJob } from '@/queries/browser-jobs/as-job';
import { browserJobQueries, resumeBrowserJobs } from '@/queries/browser-jobs/browser-jobs';

/** Goes on with the jobs of this browser and tells how far the last one is, on every page, until it is dismissed. */
export function BrowserJobFollower() {
  const { data: jobs = [], dataUpdatedAt } = useQuery(browserJobQueries.list());
  const direct = useConnectionStore((state) => state.direct);
  const queryClient = useQueryClient();
  const step = useBrowserJobStep();
  // Jobs live outside React, in the database of the browser; they go on once the key that they need is there.
  useEffect(() => {
    void resumeBrowserJobs((source) => connectionFor(source, direct), queryClient);
  }, [direct, queryClient]);
  const job = jobs.find(({ state }) => state === 'running' || state === 'paused') ?? jobs[0];
  if (!job) return null;

  const waits = Math.ceil((job.startsAt - dataUpdatedAt) / 1_000);
  return (
    <JobNotice
      label="Job of this browser"
      job={asJob(job, jobs)}
      at={job.source.label}
      steps={browserStepsOf(job, jobs)}
      before={
        job.state === 'running' && waits > 0
          ? `Nothing is sent yet: it begins in ${waits} s.`
          : null
      }
      waitsFor={keyWaitedFor(job, direct)}
      onStep={(name) => void step(job, name)}
      onDismiss={job.endedAt === null ? undefined : browserJobsOver}
    />
  );
}
