import { useQuery } from '@tanstack/react-query';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import { Suspense } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { isGone } from '@/api/api-error';
import { useConnection } from '@/components/connection-store';
import { both, Loaded } from '@/components/loaded';
import { DifferenceView } from '@/features/difference/difference-view';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { named } from '@/ui/lazily';

const Missing = named(() => import('@/features/completion/no-such-completion'), 'Missing');

/** Two completions side by side; the address names them. */
export function ComparePage() {
  const [params] = useSearchParams();
  const [a, b] = [params.get('a') ?? '', params.get('b') ?? ''];
  return (
    <>
      <title>Difference · Chatkeep</title>
      {a === '' || b === '' || a === b ? (
        <NoPair id={a || b} isTwice={a !== '' && a === b} />
      ) : (
        <Comparison a={a} b={b} />
      )}
    </>
  );
}

/** `id`: the only one that the address names, empty where it names none. */
function NoPair({ id, isTwice }: { id: string; isTwice: boolean }) {
  return (
    <EmptyState
      icon={<ArrowLeftRight aria-hidden />}
      heading="h1"
      title="Nothing to compare"
      actions={
        <>
          <Link to={paths.completions()} className={buttonLook({ variant: 'primary' })}>
            See all completions
          </Link>
          {id !== '' && (
            <Link to={paths.completion(id)} className={buttonLook()}>
              Open the one named
            </Link>
          )}
        </>
      }
    >
      {isTwice && 'The address names the same completion twice. '}
      {id !== '' && !isTwice && 'The address names one completion only. '}
      Select two completions in the table, then “Compare”.
    </EmptyState>
  );
}

function Comparison({ a, b }: { a: string; b: string }) {
  const connection = useConnection();
  const queries = completionQueries(connection);
  const [one, other] = [useQuery(queries.detail(a)), useQuery(queries.detail(b))];
  const query = both(one, other);
  const gone = isGone(one.error) ? a : isGone(other.error) ? b : null;
  const head = (summary?: string) => <Head {...{ a, b, summary }} />;
  return (
    <div className="flex h-full flex-col">
      {!query.data && head(gone === null ? undefined : `${gone === a ? 'A' : 'B'} is not there`)}
      <Loaded
        query={query}
        what="the completions"
        failure={
          gone === null ? undefined : (
            <Suspense>
              <Missing connection={connection} id={gone} backTo={paths.completions()} />
            </Suspense>
          )
        }
      >
        {([first, second]) => (
          <DifferenceView key={`${a} ${b}`} {...{ connection, head }} one={first} other={second} />
        )}
      </Loaded>
    </div>
  );
}

type HeadProps = { a: string; b: string; summary: string | undefined };

function Head({ a, b, summary }: HeadProps) {
  return (
    <header className="flex min-h-13 shrink-0 items-center gap-2 border-b border-line ps-3 pe-4 max-sm:flex-wrap max-sm:py-2">
      <Link
        to={paths.completions()}
        aria-label="Back to completions"
        className={buttonLook({ variant: 'ghost', size: 'iconSm' })}
      >
        <ArrowLeft aria-hidden className="size-4" />
      </Link>
      <h1 className="text-title max-sm:flex-1">Difference</h1>
      <p className="min-w-0 text-ink-3 max-sm:order-last max-sm:basis-full max-sm:ps-2 sm:flex-1 sm:truncate">
        {summary}
      </p>
      <Link
        to={paths.compare(b, a)}
        replace
        className={buttonLook({ variant: 'ghost', size: 'sm' })}
      >
        <ArrowLeftRight aria-hidden className="size-3.5" />
        Swap
      </Link>
    </header>
  );
}
