import { useQuery } from '@tanstack/react-query';
import ListChecks from 'lucide-react/icons/list-checks';
import { Link } from 'react-router-dom';
import { QueryError } from '@/components/query-error';
import { paths } from '@/paths';
import { jobQueries } from '@/queries/job-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Skeleton } from '@/ui/skeleton';
import { JobRow } from './job-row';

/** The jobs of this server, the last created first. */
export function JobList({ after }: { after: string | undefined }) {
  const query = useQuery(jobQueries.page(after));
  if (query.isPending) return <Loading />;
  if (query.isError) {
    return (
      <QueryError
        className="m-4"
        title="The jobs could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const { rows, next } = query.data;
  // What was counted in a dialog that is still open, or was left, is nobody's job yet.
  const shown = rows.filter(({ state }) => state !== 'ready');
  if (shown.length === 0 && next === null) {
    return (
      <EmptyState icon={<ListChecks aria-hidden />} title="No jobs yet">
        Select completions in the table to delete, tag or export many at once. Every such job is
        listed here, with what it did.
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label="Jobs of this server">
        {shown.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
      {(after !== undefined || next !== null) && (
        <nav aria-label="Pages of the jobs" className="flex justify-end gap-2 px-4 py-3">
          {after !== undefined && (
            <Link to={paths.data('jobs')} className={buttonLook({ size: 'sm' })}>
              Newest
            </Link>
          )}
          {next !== null && (
            <Link to={paths.data('jobs', next)} className={buttonLook({ size: 'sm' })}>
              Older
            </Link>
          )}
        </nav>
      )}
    </>
  );
}

function Loading() {
  return (
    <output aria-label="Loading the jobs" className="block space-y-3 p-4">
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-12" />
      ))}
    </output>
  );
}
