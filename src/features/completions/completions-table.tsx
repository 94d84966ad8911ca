import { type CSSProperties, type MouseEvent, Suspense, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { CompletionPage } from '@/api/list-table';
import { useKeys } from '@/components/keys/use-keys';
import { selectionSet, selectionToggled, useSelectionStore } from '@/components/selection-store';
import { paths } from '@/paths';
import { useCannot } from '@/queries/source/source-can';
import { cx } from '@/ui/cx';
import { lazily } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import { Table } from '@/ui/table';
import { useLate } from '@/ui/use-late';
import { useSameList } from '@/ui/use-same-list';
import { useStable } from '@/ui/use-stable';
import { type FittedWidths, fittedWidths, leastWidth, NARROW_END } from './columns';
import { CompletionColumns } from './completion-columns';
import { CompletionRow, type RowActions, type RowProps } from './completion-row';
import { pinnedKeys } from './pinned-keys';
import { sharedNames } from './row-name';
import { SelectBox } from './select-box';
import { useTableLayout } from './table-layout';
import { useRowCursor } from './use-row-cursor';
import { useSlots } from './use-slots';
import { type CompletionSearch, completionSearchText } from '@/lib/completion-search';
import { changed, type ShowSearch } from './use-completion-search';

// Up to this many rows are simply there; only the longer pages are worth the code that windows them.
const ALL_AT_ONCE = 100;
const VirtualRows = lazily(async () => (await import('./virtual-rows')).VirtualRows);
const DeleteCompletionDialog = lazily(
  async () => (await import('@/components/delete-completion-dialog')).DeleteCompletionDialog,
);

type Props = Pick<RowProps, 'connection' | 'columns' | 'place'> & {
  onFilter: RowActions['onFilter'];
  page: Pick<CompletionPage, 'rows' | 'next' | 'previous'>;
  search: CompletionSearch;
  onChange: ShowSearch;
  sortReason: string | undefined;
  /** Another page is to be here instead, and is on its way. */
  isComing: boolean;
};

export function CompletionsTable(props: Props) {
  const { page, search, onChange, sortReason, isComing, onFilter, ...shared } = props;
  const { rows } = page;
  const table = useRef<HTMLTableElement>(null);
  const [deleting, setDeleting] = useState<Deleting | null>(null);
  const { density: chosen, widths } = useTableLayout();
  const isNarrow = search.peek !== undefined;
  const density = isNarrow ? 'narrow' : chosen;
  const fitted = useMemo(
    () => (isNarrow ? { created: NARROW_END } : fittedWidths(rows)),
    [isNarrow, rows],
  );
  const isLate = useLate(isComing);
  const actions = useRowActions({
    rows,
    search,
    onChange,
    onFilter,
    place: shared.place,
    onDelete: setDeleting,
  });
  const { peek } = search;
  const onTurn = turner(page, search, onChange);
  const keys = useTableKeys({ table, rows, peek, actions, onTurn, isComing });
  const list = completionSearchText({ ...search, peek: undefined });
  const pinned = useSameList(pinnedKeys(rows));
  const names = useSameList(sharedNames(rows));
  const canDelete = useCannot(shared.connection, 'delete') === null;
  const row = { ...shared, pinned, isNarrow, actions, list, canDelete, sharedNames: names };
  const first = rows.slice(0, ALL_AT_ONCE);
  const slots = useSlots(first.map(({ id }) => id));
  const rowViews = first.map((each, index) => (
    <CompletionRow key={slots[index]} row={each} isPeeked={each.id === peek} {...row} />
  ));

  return (
    <>
      <Table
        ref={table}
        onFocus={keys.onFocus}
        aria-busy={isComing}
        aria-rowcount={rows.length + 1}
        data-density={density}
        style={leastWidths(shared.columns, isNarrow ? {} : widths, fitted)}
        className={cx(
          'group/table table-fixed max-sm:block xl:min-w-(--least-width) sm:max-xl:min-w-(--least-narrow)',
          isLate && 'opacity-60',
        )}
      >
        <caption className="sr-only">Stored completions</caption>
        <CompletionColumns
          columns={shared.columns}
          pinned={pinned}
          fitted={fitted}
          isNarrow={isNarrow}
          selectAll={<SelectPage place={shared.place} rows={rows} />}
          search={search}
          onChange={onChange}
          sortReason={sortReason}
        />
        {rows.length > ALL_AT_ONCE ? (
          <Suspense fallback={<tbody className="max-sm:block">{rowViews}</tbody>}>
            <VirtualRows {...{ rows, density, table, row }} peeked={peek} reveal={keys.reveal} />
          </Suspense>
        ) : (
          <tbody className="max-sm:block">{rowViews}</tbody>
        )}
      </Table>
      {deleting !== null && (
        <Opening>
          <DeleteCompletionDialog
            connection={shared.connection}
            id={deleting.id}
            onClose={() => setDeleting(null)}
            onDeleted={() => deleting.id === peek && actions.onLeave(deleting.next)}
          />
        </Opening>
      )}
    </>
  );
}

/** Goes to the page beside this one, and says whether there is one. */
function turner(page: Props['page'], search: CompletionSearch, onChange: ShowSearch) {
  return (by: 1 | -1): boolean => {
    const cursor = by === 1 ? page.next : page.previous;
    if (cursor === null) return false;
    onChange(changed(search, by === 1 ? { after: cursor } : { before: cursor }));
    return true;
  };
}

/** A row, and the one to go on with when it is gone. */
type Deleting = { id: string; next: string | undefined };

type Keyed = Omit<Parameters<typeof useRowCursor>[0], 'onFollow'> & {
  actions: Pick<RowActions, 'onPeek' | 'onSelect'>;
};

/** `j` and `k` are the drawer's while there is one. */
function useTableKeys({ actions, ...rest }: Keyed) {
  const { peek } = rest;
  const cursor = useRowCursor({ ...rest, onFollow: actions.onPeek });
  useKeys({ select: () => cursor.withCurrent((id) => actions.onSelect(id, false)) });
  useKeys(
    peek === undefined
      ? {
          next: () => cursor.step(1),
          previous: () => cursor.step(-1),
          peek: () => cursor.withCurrent(actions.onPeek),
        }
      : {},
  );
  return cursor;
}

type Rows = Pick<CompletionPage, 'rows'>;
type Acting = Rows &
  Pick<Props, 'search' | 'onChange' | 'onFilter' | 'place'> & {
    onDelete: (deleting: Deleting) => void;
  };

/** What can be done to a row, in functions that stay the same from render to render. */
function useRowActions({ rows, search, onChange, onFilter, place, onDelete }: Acting) {
  const navigate = useNavigate();
  const table = useLocation().search.slice(1);
  const onPeek = useStable((id: string) =>
    // Leaving the drawer is one step back, however many rows were looked at.
    onChange({ ...search, peek: id }, { replace: search.peek !== undefined }),
  );
  // Its place is known only while it is there.
  const onDeleteAsked = useStable((id: string) => {
    const at = rows.findIndex((row) => row.id === id);
    onDelete({ id, next: (rows[at + 1] ?? rows[at - 1])?.id });
  });
  // What was beside the table is gone: on with the next one.
  const onLeave = useStable((next: string | undefined) =>
    onChange({ ...search, peek: next }, { replace: true }),
  );
  const onSelect = useStable((id: string, isRange?: boolean) =>
    selectionToggled(place, id, rows, isRange),
  );
  const onOpen = useStable((event: MouseEvent, id: string) => {
    const { metaKey, ctrlKey, shiftKey, altKey, button, detail } = event;
    if (metaKey || ctrlKey || shiftKey || altKey || button !== 0) return;
    event.preventDefault();
    // With one completion beside the table, a click on another row switches to it; Enter opens the page.
    if (search.peek !== undefined && detail > 0) onPeek(id);
    else void navigate(paths.completion(id, table));
  });
  const onFilterBy = useStable(onFilter);
  return useMemo(
    () => ({ onFilter: onFilterBy, onPeek, onLeave, onSelect, onOpen, onDelete: onDeleteAsked }),
    [onFilterBy, onPeek, onLeave, onSelect, onOpen, onDeleteAsked],
  );
}

function SelectPage({ place, rows }: Rows & Pick<Props, 'place'>) {
  const count = useSelectionStore((state) => {
    if (state.place !== place) return 0;
    return state.isAll ? rows.length : rows.filter(({ id }) => state.ids.has(id)).length;
  });
  const isFull = count === rows.length;
  return (
    <SelectBox
      label="Select all rows of this page"
      checked={isFull}
      isMixed={count > 0 && !isFull}
      onToggle={() => selectionSet(place, rows, !isFull)}
    />
  );
}

/** The boxes of each row. */
const FIXED_WIDTH = 52;

/** A variable, since only wide screens have a table whose width it can be. */
function leastWidths(
  columns: RowProps['columns'],
  widths: FittedWidths,
  fitted: FittedWidths,
): CSSProperties {
  const least = (isWide: boolean) =>
    `${leastWidth(columns, widths, isWide, fitted) + FIXED_WIDTH}px`;
  // React's type of styles knows no variables.
  return { '--least-width': least(true), '--least-narrow': least(false) } as CSSProperties;
}
