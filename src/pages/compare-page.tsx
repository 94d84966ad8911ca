import { useQuery } from '@tanstack/react-query';
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import { Link, useSearchParams } from 'react-router-dom';
import { useConnection } from '@/components/connection-store';
import { QueryError } from '@/components/query-error';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { DifferenceView } from '@/features/difference/difference-view';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

/** Two completions side by side; the address names them. */
export function ComparePage() {
  const [params] = useSearchParams();
  const [a, b] = [params.get('a') ?? '', params.get('b') ?? ''];
  if (a === '' || b === '') {
    return (
      <EmptyState
        icon={<ArrowLeftRight aria-hidden />}
        title="Nothing to compare"
        actions={
          <Link to={paths.completions()} className={buttonLook({ variant: 'primary' })}>
            See all completions
          </Link>
        }
      >
        Select two completions in the table, then “Compare”.
      </EmptyState>
    );
  }
  return <Comparison a={a} b={b} />;
}

function Comparison({ a, b }: { a: string; b: string }) {
  const connection = useConnection();
  const queries = completionQueries(connection);
  const one = useQuery(queries.detail(a));
  const other = useQuery(queries.detail(b));
  const error = one.error ?? other.error;
  return (
    <div className="flex h-full flex-col">
      <title>Difference · Chatkeep</title>
      <header className="flex h-13 shrink-0 items-center gap-2 border-b border-line px-4">
        <h1 className="mr-auto text-title">Difference</h1>
        <Link to={paths.compare(b, a)} replace className={buttonLook({ size: 'sm' })}>
          <ArrowLeftRight aria-hidden className="size-3.5" />
          Swap
        </Link>
      </header>
      <div className="min-h-0 flex-1 scrolls-y">
        {error ? (
          <QueryError
            className="m-4"
            title="They could not be loaded"
            error={error}
            onRetry={() => void Promise.all([one.refetch(), other.refetch()])}
          />
        ) : one.data && other.data ? (
          <DifferenceView connection={connection} one={one.data} other={other.data} />
        ) : (
          <PageSkeleton />
        )}
      </div>
    </div>
  );
}
