import { type ComponentProps, Suspense, useState } from 'react';
import { Link, Navigate, useLocation } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { useConnection } from '@/components/connection-store';
import { useSelectionStore } from '@/components/selection-store';
import { ReadOnlyChip } from '@/components/read-only-chip';
import { Loaded } from '@/components/loaded';
import { CompletionsHeader } from '@/features/completions/completions-header';
import { CompletionsPager } from '@/features/completions/completions-pager';
import { CompletionsSkeleton } from '@/features/completions/completions-skeleton';
import { CompletionsTable } from '@/features/completions/completions-table';
import { FilterRow } from '@/features/completions/filter-row';
import { SearchField } from '@/features/completions/search-field';
import { ScrollMark } from '@/features/completions/scroll-mark';
import { TableTopPlace } from '@/features/completions/table-top-place';
import { useColumns } from '@/features/completions/use-columns';
import { useOpenedColumns, usualViewOpened } from '@/features/completions/saved-views';
import { useCompletionPage, usePrepare } from '@/features/completions/use-completion-page';
import {
  changed,
  searchPath,
  type ShowSearch,
  useCompletionSearch,
  withFilters,
  withText,
} from '@/features/completions/use-completion-search';
import { type Filter, filterName } from '#contract/filter';
import { tableHitsChanged } from '@/components/search-marks/hit-store';
import { useSearchMarks } from '@/components/search-marks/use-search-marks';
import { type CompletionSearch, textOf } from '@/lib/completion-search';
import { useCapability } from '@/queries/capabilities';
import { useIgnoredFilters } from '@/queries/source/filter-trust';
import { buttonLook } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { WithPeek } from './with-peek';

// Fetched after the page, but before anything fails: what cannot be reached then would not bring it.
const listFailure = import('@/components/list-failure');
listFailure.catch(() => undefined);
const ListFailure = lazily(async () => (await listFailure).ListFailure);
const TableActions = lazily(
  async () => (await import('@/features/completions/table-actions')).TableActions,
);
const ViewsMenu = lazily(async () => (await import('@/features/completions/views-menu')).ViewsMenu);
const ExportMenu = lazily(async () => (await import('@/features/bulk/export-menu')).ExportMenu);
const TableTop = lazily(async () => (await import('@/features/completions/table-top')).TableTop);
// Only for servers that list what cannot be shown, or does not match.
const LeftOut = lazily(async () => (await import('@/features/completions/left-out')).LeftOut);
const SelectionBar = lazily(
  async () => (await import('@/features/bulk/selection-bar')).SelectionBar,
);
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
  const marks = useSearchMarks(textOf(search), '[data-preview], td button bdi', tableHitsChanged);
  const { list, page, rows, isFirstPage, isComing } = useCompletionPage(connection, search);
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
      <CompletionsHeader
        search={search}
        onChange={show}
        total={page?.total ?? null}
        mark={<ReadOnlyChip connection={connection} />}
        actions={
          <Tools
            {...{ connection, search, rows, folded, plainLabel }}
            isBusy={list.isFetching}
            onRefresh={() => void refetch()}
          />
        }
      >
        <SearchField
          text={textOf(search)}
          // One step back leaves the search, however many letters it took.
          onSearch={(text) => show(withText(search, text), { replace: textOf(search) !== '' })}
          reason={plainLabel && `${plainLabel} cannot search texts`}
        />
      </CompletionsHeader>
      <FilterRow {...{ connection, search, rows, plainLabel, ignored }} onChange={show}>
        <Suspense>
          <ViewsMenu search={search} />
        </Suspense>
      </FilterRow>
      {page && failure}
      <Top
        {...{ connection, search, isFirstPage, place, plainLabel, page, onFilter }}
        onShow={show}
      />
      <div ref={marks} className="min-h-0 flex-1 scrolls">
        <ScrollMark key={placeKey} place={placeKey} />
        <Loaded
          query={{ data: page ?? undefined, error: page ? null : list.error, refetch }}
          what="completions"
          waiting={<CompletionsSkeleton columns={columns} />}
          empty={{ when: () => rows.length === 0, show: <NoRows {...{ connection, search }} /> }}
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
      <TableFoot {...{ connection, place, search, page, plainLabel, ignored, show, prepare }} />
    </WithPeek>
  );
}

type ToolsProps = Omit<ComponentProps<typeof TableActions>, 'children'> &
  ComponentProps<typeof ExportMenu>;

function Tools({ connection, ...actions }: ToolsProps) {
  const { search, plainLabel } = actions;
  return (
    <Suspense>
      <TableActions {...actions}>
        <ExportMenu {...{ connection, search, plainLabel }} />
      </TableActions>
    </Suspense>
  );
}

function Top(props: ComponentProps<typeof TableTop>) {
  const { search, plainLabel } = props;
  return (
    <Suspense
      fallback={
        <TableTopPlace isPlain={plainLabel !== null} isPeeked={search.peek !== undefined} />
      }
    >
      <TableTop {...props} />
    </Suspense>
  );
}

type FootProps = {
  connection: Connection;
  place: string;
  search: CompletionSearch;
  page: CompletionPage | null;
  plainLabel: string | null;
  /** Filters that the source takes no notice of. */
  ignored: readonly Filter[];
  show: ShowSearch;
  prepare: ReturnType<typeof usePrepare>;
};

/** What is selected, and the way to the other pages. */
function TableFoot(props: FootProps) {
  const { connection, place, search, page, plainLabel, ignored, show, prepare } = props;
  const isSelecting = useSelectionStore((state) => state.place === place);
  return (
    <>
      {page && page.leftOut + (page.strays ?? 0) > 0 && (
        <Suspense>
          <LeftOut count={page.leftOut} strays={page.strays ?? 0} />
        </Suspense>
      )}
      {isSelecting && (
        <Suspense>
          <SelectionBar
            connection={connection}
            place={place}
            filters={search.filters}
            isLenient={search.unknown.length > 0}
            ignored={ignored}
            total={page?.total ?? null}
            sorting={{ sort: search.sort, order: search.order }}
            peeked={search.peek}
          />
        </Suspense>
      )}
      {page !== null && (page.rows.length > 0 || page.next !== null) && (
        <CompletionsPager
          {...{ search, page }}
          isPlain={plainLabel !== null}
          onChange={show}
          onPrepare={prepare}
        />
      )}
    </>
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

function NoRows(props: { connection: Connection; search: CompletionSearch }) {
  return (
    <Suspense>
      <NoCompletions {...props} />
    </Suspense>
  );
}
