import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import { type ReactNode, Suspense } from 'react';
import type { Sort } from '#contract/filter';
import type { CompletionSearch } from '@/lib/completion-search';
import { shownText } from '@/lib/shown-text';
import { cx } from '@/ui/cx';
import { named } from '@/ui/lazily';
import { HeaderCell, TableHead } from '@/ui/table';
import {
  type ColumnId,
  columnOf,
  type FittedWidths,
  roomAtEnd,
  WIDE_ONLY,
  widthOf,
} from './columns';
import { useTableLayout } from './table-layout';
import { changed, type ShowSearch } from './use-completion-search';

// Nobody resizes a column in the first second.
const ColumnResizer = named(() => import(/* soon */ './column-resizer'), 'ColumnResizer');

const NONE: readonly string[] = [];

/** See {@link roomAtEnd}. */
const END_WIDTHS = {
  always: 'w-20',
  narrow: 'w-20 xl:pointer-fine:w-3',
  never: 'w-3 not-pointer-fine:w-20',
};

type Props = {
  columns: readonly ColumnId[];
  /** Metadata keys whose values stand below them. */
  pinned?: readonly string[];
  /** Both texts stand in one column. */
  isNarrow?: boolean;
  fitted?: FittedWidths;
  /** The box for all rows; a table that is still loading has none. */
  selectAll?: ReactNode;
  search?: CompletionSearch;
  onChange?: ShowSearch;
  /** Present: rows come by date only, and why. */
  sortReason?: string | undefined;
};

/** The table's head; a click on a name sorts by it, another one the other way. */
export function CompletionColumns({
  columns,
  pinned = NONE,
  isNarrow = false,
  fitted,
  selectAll,
  search,
  onChange,
  sortReason,
}: Props) {
  const widths = useTableLayout((state) => state.widths);
  const hasRest = columns.includes('output');
  return (
    <TableHead className="max-sm:sr-only">
      <tr>
        <HeaderCell className="w-11 pl-5!">
          {selectAll ?? <span className="sr-only">Select</span>}
        </HeaderCell>
        {columns.map((id) => {
          const { label, numeric, isWideOnly, sort } = columnOf(id);
          const width = widthOf(id, isNarrow ? {} : widths, fitted ?? {});
          const name = isNarrow && id === 'input' ? 'Input, output' : label;
          const head = id === 'metadata' && pinned.length > 0 ? <Pinned keys={pinned} /> : name;
          const isSorted = search !== undefined && search.sort === sort;
          const direction = search?.order === 'asc' ? 'ascending' : 'descending';
          return (
            <HeaderCell
              key={id}
              // Pixels that come from a list of columns are no class.
              style={{ width }}
              // Without it the name would tell of the edge that resizes it, too.
              aria-label={name}
              aria-sort={isSorted ? direction : undefined}
              className={cx(
                'relative truncate',
                numeric && 'text-right',
                isWideOnly && WIDE_ONLY,
                // More is left for the output; where there is little room both have half of it.
                id === 'input' && hasRest && 'lg:w-[21.8%]',
              )}
            >
              {sort === undefined || !search || !onChange ? (
                head
              ) : (
                <SortButton
                  label={label}
                  arrow={isSorted ? direction : null}
                  isNumeric={numeric ?? false}
                  reason={sort === 'created' ? undefined : sortReason}
                  onSort={() => onChange(sorted(search, sort))}
                />
              )}
              {onChange && (
                <Suspense>
                  <ColumnResizer id={id} />
                </Suspense>
              )}
            </HeaderCell>
          );
        })}
        <HeaderCell className={END_WIDTHS[roomAtEnd(columns)]}>
          <span className="sr-only">Actions</span>
        </HeaderCell>
      </tr>
    </TableHead>
  );
}

/** The keys of the metadata, each above its values. */
function Pinned({ keys }: { keys: readonly string[] }) {
  return <bdi className="font-mono font-normal">{keys.map((key) => shownText(key)).join(' ')}</bdi>;
}

function sorted(search: CompletionSearch, sort: Sort): CompletionSearch {
  const isOther = search.sort !== sort || search.order === 'asc';
  return changed(search, { sort, order: isOther ? 'desc' : 'asc' });
}

type SortProps = {
  label: string;
  arrow: 'ascending' | 'descending' | null;
  isNumeric: boolean;
  reason: string | undefined;
  onSort: () => void;
};

function SortButton({ label, arrow, isNumeric, reason, onSort }: SortProps) {
  const Arrow = arrow === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      aria-disabled={reason ? true : undefined}
      title={reason ?? `Sort by ${label.toLowerCase()}`}
      onClick={() => !reason && onSort()}
      className="group/sort relative inline-flex h-6 items-center rounded-sm not-aria-disabled:hover:text-ink"
    >
      {label}
      <Arrow
        aria-hidden
        className={cx(
          // Beside the label and not in its line, so that a head of figures ends where they do.
          'absolute size-3',
          isNumeric ? 'end-full me-1' : 'start-full ms-1',
          arrow === null && 'opacity-0 group-hover/sort:not-group-aria-disabled/sort:opacity-50',
        )}
      />
    </button>
  );
}
