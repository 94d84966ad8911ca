import { useQuery } from '@tanstack/react-query';
import { type ComponentProps, type ReactNode, Suspense } from 'react';
import type { CompletionSummary } from '@/api/completion-summary';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { ReadOnlyChip } from '@/components/read-only-chip';
import { CompletionsHeader } from '@/features/completions/completions-header';
import { FilterRow } from '@/features/completions/filter-row';
import { SearchField } from '@/features/completions/search-field';
import { TableTopPlace } from '@/features/completions/table-top-place';
import type { useCompletionPage } from '@/features/completions/use-completion-page';
import { type ShowSearch, withText } from '@/features/completions/use-completion-search';
import type { Filter } from '#contract/filter';
import { type CompletionSearch, textOf } from '@/lib/completion-search';
import { countQuery } from '@/queries/count-query';
import { named } from '@/ui/lazily';

const TableActions = named(
  () => import(/* soon */ '@/features/completions/table-actions'),
  'TableActions',
);
const ViewsMenu = named(() => import(/* soon */ '@/features/completions/views-menu'), 'ViewsMenu');
const ExportMenu = named(() => import(/* soon */ '@/features/bulk/export-menu'), 'ExportMenu');
const TableTop = named(() => import(/* soon */ '@/features/completions/table-top'), 'TableTop');

type Props = {
  connection: Connection;
  search: CompletionSearch;
  list: ReturnType<typeof useCompletionPage>['list'];
  page: CompletionPage | null;
  rows: readonly CompletionSummary[];
  /** Columns that are chosen, but have no value on the page. */
  folded: number;
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
  isFirstPage: boolean;
  place: string;
  /** Filters that the source takes no notice of. */
  ignored: readonly Filter[];
  /** Why the rows below are not as they are now. */
  failure: ReactNode;
  onFilter: (...added: Filter[]) => void;
  onShow: ShowSearch;
};

/** What finds, filters, draws and acts on all rows; nothing of it where nothing was ever stored. */
export function CompletionsHead(props: Props) {
  const { connection, search, list, page, rows, folded, plainLabel, ...others } = props;
  const { isFirstPage, place, ignored, failure, onFilter, onShow } = others;
  const header = {
    search,
    onChange: onShow,
    total: page?.total ?? null,
    all: useAll(props),
    mark: <ReadOnlyChip connection={connection} />,
  };
  if (page !== null && isNothingYet(page, search)) {
    return (
      <>
        <CompletionsHeader {...header} />
        {failure}
      </>
    );
  }
  return (
    <>
      <CompletionsHeader
        {...header}
        actions={
          <Tools
            {...{ connection, search, rows, folded, plainLabel }}
            isBusy={list.isFetching}
            onRefresh={() => void list.refetch()}
          />
        }
      >
        <SearchField
          text={textOf(search)}
          // One step back leaves the search, however many letters it took.
          onSearch={(text) => onShow(withText(search, text), { replace: textOf(search) !== '' })}
          reason={plainLabel && `${plainLabel} cannot search texts`}
        />
      </CompletionsHeader>
      <FilterRow {...{ connection, search, rows, plainLabel, ignored }} onChange={onShow}>
        <Suspense>
          <ViewsMenu search={search} />
        </Suspense>
      </FilterRow>
      {failure}
      <Top
        {...{ connection, search, isFirstPage, place, plainLabel, page, ignored, onFilter }}
        onShow={onShow}
      />
    </>
  );
}

function useAll({ connection, search, plainLabel }: Props) {
  const isFiltered = plainLabel === null && search.filters.length > 0;
  const { data } = useQuery({ ...countQuery(connection, []), enabled: isFiltered });
  return (isFiltered && data) || null;
}

function isNothingYet({ rows, next, previous }: CompletionPage, search: CompletionSearch) {
  const isAsked = search.filters.length + search.unknown.length > 0;
  return rows.length === 0 && next === null && previous === null && !isAsked;
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
