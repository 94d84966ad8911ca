import { useQuery } from '@tanstack/react-query';
import ListChecks from 'lucide-react/icons/list-checks';
import type { Job } from '#contract/wire/jobs';
import { jobStarted } from '@/components/jobs/followed-job';
import { stepsOf } from '@/components/jobs/job-steps';
import { useJobStep } from '@/components/jobs/use-job-step';
import { Loaded, rowBars } from '@/components/loaded';
import { Pages } from '@/components/pages';
import { shownText } from '@/lib/shown-text';
import { jobQueries } from '@/queries/job-queries';
import { EmptyState } from '@/ui/empty-state';
import { JobFailures } from './job-failures';
import { JobRow } from './job-row';

/** The jobs of this server, the last created first. */
export function JobList({ after }: { after: string | undefined }) {
  const query = useQuery(jobQueries.page(after));
  return (
    <Loaded
      query={query}
      what="the jobs"
      bars={rowBars('h-8')}
      empty={{
        when: ({ rows, next }) => next === null && rows.every(isNobodys),
        show: (
          <EmptyState icon={<ListChecks aria-hidden />} title="No jobs yet">
            Select completions in the table to delete, tag or export many at once. Every such job is
            listed here, with what it did.
          </EmptyState>
        ),
      }}
    >
      {({ rows, next }) => (
        <>
          <ul aria-label="Jobs of this server">
            {rows
              .filter((job) => !isNobodys(job))
              .map((job) => (
                <Row key={job.id} job={job} />
              ))}
          </ul>
          <Pages what="the jobs" section="jobs" {...{ after, next }} />
        </>
      )}
    </Loaded>
  );
}

function Row({ job }: { job: Job }) {
  const { step, isStepping, lackFor } = useJobStep(({ id }, name) => {
    if (name === 'undo') jobStarted(id);
  });
  return (
    <JobRow
      job={job}
      lackFor={(name) => lackFor(job, name)}
      by={job.actor === null ? null : shownText(job.actor)}
      steps={stepsOf(job)}
      isBusy={isStepping}
      onStep={(name) => step(job, name)}
      failures={<JobFailures id={job.id} />}
    />
  );
}

/** What was counted in a dialog that is still open, or was left, is no job yet. */
function isNobodys({ state }: { state: string }): boolean {
  return state === 'ready';
}
