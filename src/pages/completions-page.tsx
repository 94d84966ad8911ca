import { Suspense, useState } from 'react';
import { Link, Navigate, useLocation } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { useConnection } from '@/components/connection-store';
import { ListFailure } from '@/components/list-failure-soon';
import { Loaded } from '@/components/loaded';
import { CompletionsSkeleton } from '@/features/completions/completions-skeleton';
import { CompletionsTable } from '@/features/completions/completions-table';
import { ScrollMark } from '@/features/completions/scroll-mark';
import { useColumns } from '@/features/completions/use-columns';
import { useOpenedColumns, usualViewOpened } from '@/features/completions/saved-views';
import { useCompletionPage, usePrepare } from '@/features/completions/use-completion-page';
import {
  changed,
  searchPath,
  type ShowSearch,
  useCompletionSearch,
  withFilters,
} from '@/features/completions/use-completion-search';
import { type Filter, filterName } from '#contract/filter';
import { tableHitsChanged } from '@/components/search-marks/hit-store';
import { useSearchMarks } from '@/components/search-marks/use-search-marks';
import { type CompletionSearch, textOf } from '@/lib/completion-search';
import { useCapability } from '@/queries/capabilities';
import { useIgnoredFilters } from '@/queries/source/filter-trust';
import { buttonLook } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { CompletionsFoot } from './completions-foot';
import { CompletionsHead } from './completions-head';
import { WithPeek } from './with-peek';

const NoCompletions = lazily(
  async () => (await import('@/features/completions/no-completions')).NoCompletions,
);

/** A bare address opens the view that was made the usual one, and says so in the address. */
export function CompletionsPage() {
  const { search, state } = useLocation();
  const [usual] = useState(() => (search === '' && state === null ? usualViewOpened() : null));
  const [isOpened, setOpened] = useState(usual === null);
  if (!isOpened && search !== '') setOpened(true);
  return isOpened || usual === null ? <Completions /> : <Navigate replace to={usual} />;
}

function Completions() {
  const connection = useConnection();
  useOpenedColumns();
  const [search, showSearch] = useCompletionSearch();
  const prepare = usePrepare(connection);
  const show: ShowSearch = (next, options) => {
    // Beside a drawer that opens or closes the rows stay.
    if (next.peek === search.peek) prepare(next, true);
    showSearch(next, options);
  };
  const plainLabel = useCapability(connection, 'table.query') ? null : connection.label;
  const { list, page, rows, isFirstPage, isComing } = useCompletionPage(connection, search);
  // Of rows that another search found nothing is marked, nor looked for.
  const found = isComing ? '' : textOf(search);
  const marks = useSearchMarks(found, '[data-preview], td button bdi', tableHitsChanged);
  const ignored = useIgnoredFilters(connection, search.filters);
  const { columns, folded } = useColumns(plainLabel !== null, search.peek !== undefined, rows);

  const placeKey = searchPath({ ...search, peek: undefined });
  // Of another filter or source, what was selected here means nothing.
  const place = `${connection.id} ${connection.baseUrl} ${filtersText(search)}`;
  const onFilter = (...added: Filter[]) => show(withFilters(search, added));
  const refetch = () => list.refetch();
  const failure = list.error && (
    <LoadFailure {...{ connection, search, page, isFirstPage, refetch }} error={list.error} />
  );

  return (
    <WithPeek connection={connection} search={search} onShow={show}>
      <title>Completions · Chatkeep</title>
      <CompletionsHead
        {...{ connection, search, list, page, rows, folded, plainLabel, isFirstPage, place }}
        ignored={ignored}
        failure={page && failure}
        onFilter={onFilter}
        onShow={show}
      />
      <div ref={marks} className="min-h-0 flex-1 scrolls sm:has-[~[data-over-pager]]:pb-16">
        <ScrollMark key={placeKey} place={placeKey} />
        <Loaded
          query={{ data: page ?? undefined, error: page ? null : list.error, refetch }}
          what="completions"
          waiting={<CompletionsSkeleton columns={columns} />}
          empty={{
            when: () => rows.length === 0,
            show: <NoRows {...{ connection, search, page }} />,
          }}
          failure={failure}
          className=""
        >
          {(shown) => (
            <CompletionsTable
              {...{ connection, place, columns, search, isComing, onFilter }}
              page={shown}
              onChange={show}
              sortReason={plainLabel ? `${plainLabel} sorts by date only` : undefined}
            />
          )}
        </Loaded>
      </div>
      <CompletionsFoot
        {...{ connection, place, search, list, page, plainLabel, ignored, show, prepare }}
      />
    </WithPeek>
  );
}

function filtersText({ filters }: CompletionSearch): string {
  return filters.map((filter) => `${filterName(filter)}=${filter.value}`).join('&');
}

type FailureProps = {
  connection: Connection;
  search: CompletionSearch;
  /** That was loaded before, and stays in view. */
  page: CompletionPage | null;
  isFirstPage: boolean;
  error: Error;
  refetch: () => Promise<unknown>;
};

function LoadFailure({ search, page, isFirstPage, refetch, ...failure }: FailureProps) {
  return (
    <Suspense>
      <ListFailure {...failure} isKept={page !== null} onRetry={() => void refetch()}>
        {!isFirstPage && (
          <Link to={searchPath(changed(search, {}))} className={buttonLook({ size: 'sm' })}>
            To the first page
          </Link>
        )}
      </ListFailure>
    </Suspense>
  );
}

function NoRows(props: Pick<FailureProps, 'connection' | 'search' | 'page'>) {
  return (
    <Suspense>
      <NoCompletions {...props} />
    </Suspense>
  );
}
