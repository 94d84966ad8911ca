import { useQuery } from '@tanstack/react-query';
import ListChecks from 'lucide-react/icons/list-checks';
import { Loaded, rowBars } from '@/components/loaded';
import { Pages } from '@/components/pages';
import { jobQueries } from '@/queries/job-queries';
import { EmptyState } from '@/ui/empty-state';
import { JobRow } from './job-row';

/** The jobs of this server, the last created first. */
export function JobList({ after }: { after: string | undefined }) {
  const query = useQuery(jobQueries.page(after));
  return (
    <Loaded
      query={query}
      what="the jobs"
      bars={rowBars('h-12')}
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
                <JobRow key={job.id} job={job} />
              ))}
          </ul>
          <Pages what="the jobs" section="jobs" {...{ after, next }} />
        </>
      )}
    </Loaded>
  );
}

/** What was counted in a dialog that is still open, or was left, is no job yet. */
function isNobodys({ state }: { state: string }): boolean {
  return state === 'ready';
}
