import { PanelRight, Trash2 } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { useIsSelected } from '@/components/selection-store';
import { formatDateTime, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { cx } from '@/ui/cx';
import { IconButton } from '@/ui/icon-button';
import { Cell, TableRow } from '@/ui/table';
import { type ColumnId, columnOf } from './columns';
import { type CellProps, CompletionCell } from './completion-cell';
import { SelectBox } from './select-box';

export type RowActions = Pick<CellProps, 'onFilter'> & {
  onDelete: (id: string) => void;
  onPeek: (id: string) => void;
  /** `isRange`: with all rows since the one before. */
  onSelect: (id: string, isRange: boolean) => void;
};

export type RowProps = Pick<CellProps, 'connection' | 'row'> & {
  columns: readonly ColumnId[];
  /** Id of the completion that is shown beside the table. */
  peeked: string | undefined;
  /** Whose selection it is, see selection-store.ts. */
  place: string;
  actions: RowActions;
};

/** On a phone the row becomes a card: the same cells, placed by the row's grid. */
const card = {
  row:
    'max-sm:grid max-sm:grid-cols-[auto_1fr_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:border-b max-sm:border-line ' +
    'max-sm:py-3 max-sm:pr-10 max-sm:pl-4',
  cell: 'max-sm:h-auto! max-sm:max-w-none max-sm:min-w-0 max-sm:border-0 max-sm:p-0',
  wide: 'max-sm:order-1 max-sm:col-span-3',
};
const WIDE = new Set<ColumnId>(['input', 'output', 'metadata']);
const SHORT = new Set<ColumnId>(['created', 'model', 'tokens']);
const density = 'group-data-[density=compact]/table:h-7! group-data-[density=relaxed]/table:h-14!';

export function CompletionRow({
  connection,
  row,
  columns,
  peeked,
  place,
  actions,
  ...rest
}: RowProps & ComponentProps<'tr'>) {
  const isSelected = useIsSelected(place, row.id);
  // With one completion beside the table, a click on another row switches to it.
  const switchPeek = peeked === undefined ? undefined : () => actions.onPeek(row.id);
  return (
    <TableRow
      {...rest}
      data-peeked={row.id === peeked || undefined}
      aria-selected={isSelected}
      className={`relative data-peeked:bg-accent-soft has-[[data-row]:focus-visible]:outline-2 has-[[data-row]:focus-visible]:-outline-offset-2 has-[[data-row]:focus-visible]:outline-accent-ink ${card.row}`}
    >
      <Cell
        className={`${card.cell} pl-3! max-sm:absolute max-sm:top-2.5 max-sm:right-2 max-sm:p-0!`}
      >
        <SelectBox
          label={`Select the completion of ${formatRelativeTime(row.created)}`}
          checked={isSelected}
          onToggle={(isRange) => actions.onSelect(row.id, isRange)}
        />
      </Cell>
      {columns.map((column) => (
        <Cell
          key={column}
          numeric={columnOf(column).numeric}
          title={column === 'model' ? row.model : undefined}
          className={cx(
            density,
            card.cell,
            WIDE.has(column) ? card.wide : !SHORT.has(column) && 'max-sm:hidden',
            column === 'input' && 'text-ink-2',
          )}
        >
          {column === 'created' ? (
            <CreatedLink {...row} onPlainClick={switchPeek} />
          ) : (
            <CompletionCell
              column={column}
              connection={connection}
              row={row}
              onFilter={actions.onFilter}
            />
          )}
          {column === 'tokens' && <span className="sm:hidden"> tokens</span>}
        </Cell>
      ))}
      <Cell
        className={`${density} sm:pr-3 ${card.cell} max-sm:absolute max-sm:right-1 max-sm:bottom-2`}
      >
        {!columns.includes('created') && (
          <CreatedLink {...row} isHidden onPlainClick={switchPeek} />
        )}
        <span className="relative z-1 flex justify-end sm:pointer-fine:opacity-0 sm:pointer-fine:group-hover:opacity-100 sm:pointer-fine:group-focus-within:opacity-100">
          <IconButton
            label="Peek"
            shortcut="p"
            size="iconSm"
            className="max-sm:hidden"
            onClick={() => actions.onPeek(row.id)}
          >
            <PanelRight aria-hidden className="size-4" />
          </IconButton>
          <IconButton label="Delete" size="iconSm" onClick={() => actions.onDelete(row.id)}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        </span>
      </Cell>
    </TableRow>
  );
}

type LinkProps = {
  id: string;
  created: number;
  isHidden?: boolean;
  /** Instead of opening the page; clicks that ask for a new tab or window still get it. */
  onPlainClick: (() => void) | undefined;
};

/** The link covers its whole row, so that a click anywhere opens it, in a new tab too. */
function CreatedLink({ id, created, isHidden, onPlainClick }: LinkProps) {
  const { search } = useLocation();
  return (
    <Link
      to={paths.completion(id)}
      state={{ table: search.slice(1) }}
      data-row={id}
      onClick={(event) => {
        const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
        // A press of Enter opens the page, a click the drawer.
        if (!onPlainClick || !isPlain || event.button !== 0 || event.detail === 0) return;
        event.preventDefault();
        onPlainClick();
      }}
      className="font-medium text-ink after:absolute after:inset-0 focus-visible:outline-none"
    >
      <time
        dateTime={isoTime(created)}
        title={formatDateTime(created)}
        className={isHidden ? 'sr-only' : 'relative z-1'}
      >
        {formatRelativeTime(created)}
      </time>
    </Link>
  );
}

/** Undefined for a time that no calendar has, which some server may send. */
function isoTime(seconds: number): string | undefined {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
