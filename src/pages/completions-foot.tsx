import { Suspense, useEffect } from 'react';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { useSelectionStore } from '@/components/selection-store';
import type { useCompletionPage, usePrepare } from '@/features/completions/use-completion-page';
import type { ShowSearch } from '@/features/completions/use-completion-search';
import type { Filter } from '#contract/filter';
import type { CompletionSearch } from '@/lib/completion-search';
import { named } from '@/ui/lazily';

// Comes with the rows.
const CompletionsPager = named(
  () => import(/* soon */ '@/features/completions/completions-pager'),
  'CompletionsPager',
);
// Only for servers that list what cannot be shown, or does not match.
const LeftOut = named(() => import(/* soon */ '@/features/completions/left-out'), 'LeftOut');
const SelectionBar = named(
  () => import(/* soon */ '@/features/bulk/selection-bar'),
  'SelectionBar',
);

type Props = {
  connection: Connection;
  place: string;
  search: CompletionSearch;
  list: ReturnType<typeof useCompletionPage>['list'];
  page: CompletionPage | null;
  plainLabel: string | null;
  /** Filters that the source takes no notice of. */
  ignored: readonly Filter[];
  show: ShowSearch;
  prepare: ReturnType<typeof usePrepare>;
};

/** What is selected, and the way to the other pages. */
export function CompletionsFoot(props: Props) {
  const { connection, place, search, list, page, plainLabel, ignored, show, prepare } = props;
  const hasRows = page !== null && page.rows.length > 0;
  useEffect(() => {
    if (hasRows) void SelectionBar.preload();
  }, [hasRows]);
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
        <Suspense fallback={<div className="min-h-12 border-t border-line" />}>
          <CompletionsPager
            {...{ search, page }}
            isPlain={plainLabel !== null}
            asOf={list.isError ? list.dataUpdatedAt / 1000 : null}
            onChange={show}
            onPrepare={prepare}
          />
        </Suspense>
      )}
    </>
  );
}
