import { type ComponentProps, memo, type MouseEvent, type ReactNode, Suspense } from 'react';
import type { CompletionSummary } from '@/api/completion-summary';
import { useAnyDraft } from '@/components/drafts/any-draft';
import { useIsSelected } from '@/components/selection-store';
import { formatAge, formatDateTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { ownPath } from '@/lib/own-address';
import { paths } from '@/paths';
import { cx } from '@/ui/cx';
import { lazily } from '@/ui/lazily';
import { Cell, TableRow } from '@/ui/table';
import { useNow } from '@/ui/use-now';
import { type ColumnId, columnOf, exactIn, roomAtEnd, WIDE_ONLY } from './columns';
import { type CellProps, CompletionCell } from './completion-cell';
import { RowButtons } from './row-buttons';
import { rowName } from './row-name';
import { SelectBox } from './select-box';
import { hasStatus, StatusGlyph } from '@/components/status-glyph';

const DraftMark = lazily(async () => (await import('@/components/drafts/draft-mark')).DraftMark);

const StopRow = lazily(async () => (await import('./stop-row')).StopRow);

export type RowActions = Pick<CellProps, 'onFilter'> & {
  onDelete: (id: string) => void;
  /** A click on its link, which a browser that is asked for a new tab or window follows by itself. */
  onOpen: (event: MouseEvent, id: string) => void;
  onPeek: (id: string) => void;
  /** `isRange`: with all rows since the one before. */
  onSelect: (id: string, isRange: boolean) => void;
};

export type RowProps = Pick<CellProps, 'connection' | 'row'> & {
  columns: readonly ColumnId[];
  /** Metadata keys that stand in the head of the table. */
  pinned: readonly string[];
  /** Beside a completion, where both texts stand in one column. */
  isNarrow: boolean;
  /** It is shown beside the table. */
  isPeeked: boolean;
  /** Whose selection it is, see selection-store.ts. */
  place: string;
  /** The same ones in every render, as all of these are where nothing changed: a page has hundreds of rows. */
  actions: RowActions;
  /** Query string of the table, for the row's address. */
  list: string;
  /** Of the table, see row-name.ts. */
  sharedNames: readonly string[];
  /** Its source deletes, as far as anybody knows. */
  canDelete: boolean;
};

/** On a phone the row becomes a card: the same cells, placed by the row's grid. */
const card = {
  row:
    'max-sm:relative max-sm:grid max-sm:grid-cols-[auto_1fr_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:border-b max-sm:border-line ' +
    'max-sm:py-3 max-sm:pr-13 max-sm:pl-5',
  cell: 'max-sm:h-auto! max-sm:max-w-none max-sm:min-w-0 max-sm:border-0 max-sm:p-0',
};
const WHOLE_LINE = 'max-sm:order-1 max-sm:col-span-3';
/** Where the card has a column; it is without the others. */
const ON_PHONE: Partial<Record<ColumnId, string>> = {
  created: '',
  model: 'max-sm:col-span-2',
  input: WHOLE_LINE,
  output: WHOLE_LINE,
  metadata: 'max-sm:order-1 max-sm:col-span-2',
  cost: 'max-sm:order-1 max-sm:col-start-3 max-sm:self-center',
};
const ring =
  'has-[[data-row]:focus-visible]:outline-2 -outline-offset-2 has-[[data-row]:focus-visible]:outline-accent-ink';
const QUIET = new Set<ColumnId>(['created', 'model', 'tokens', 'latency', 'cost', 'first_token']);
/** In place of the mark, of answers that are simply complete; a text beside it has what is left of the line. Large letters leave it small. */
const dot =
  'before:ms-[6px] before:me-[14px] before:inline-block before:size-[4px] before:rounded-full before:bg-line-strong before:align-middle *:last:w-[calc(100%-24px)]';
const density =
  'sm:group-data-[density=compact]/table:h-9! sm:group-data-[density=relaxed]/table:h-14! sm:group-data-[density=narrow]/table:h-14!';

export const CompletionRow = memo(function CompletionRow(props: RowProps & ComponentProps<'tr'>) {
  const { connection, row, columns, pinned, isNarrow, isPeeked, ...others } = props;
  const { place, actions, list, canDelete, sharedNames, ...rest } = others;
  const isSelected = useIsSelected(place, row.id);
  const isAnyDraft = useAnyDraft((state) => state.isAny);
  const text = rowName(row);
  const name = shownText(sharedNames.includes(text) ? `${text}, ${row.id}` : text);
  const cell = { connection, row, pinned, onFilter: actions.onFilter };
  const ofLink = { row, name, list, onOpen: actions.onOpen };
  const link = <CreatedLink {...ofLink} />;
  return (
    <TableRow
      {...rest}
      data-peeked={isPeeked || undefined}
      aria-selected={isSelected}
      onClick={(event) => openBeside(event, row.id, { list, actions })}
      onAuxClick={(event) => openBeside(event, row.id, { list, actions })}
      className={`cursor-pointer data-peeked:bg-accent-soft ${ring} ${card.row}`}
    >
      <Cell
        className={`${card.cell} pl-5! max-sm:absolute max-sm:top-2.5 max-sm:right-5 max-sm:p-0!`}
      >
        <SelectBox
          label={`Select: ${name}`}
          checked={isSelected}
          onToggle={(isRange) => actions.onSelect(row.id, isRange)}
        />
      </Cell>
      {columns.map((column, at) => (
        <Cell
          key={column}
          numeric={columnOf(column).numeric}
          title={titleOf(column, row)}
          className={cx(
            density,
            card.cell,
            ON_PHONE[column] ?? 'max-sm:hidden',
            at === 0 && !hasStatus(row) && dot,
            column === 'input' && 'text-ink-2',
            QUIET.has(column) && 'text-xs text-ink-2',
            column === 'cost' && 'ps-0!',
            columnOf(column).isWideOnly && WIDE_ONLY,
          )}
        >
          {at === 0 && <Marks {...{ connection, row, isAnyDraft }} />}
          {isNarrow ? (
            <Two isBesideMark={at === 0}>
              <CompletionCell column={column === 'input' ? 'input' : 'model'} {...cell} />
              {column === 'input' ? <CompletionCell column="output" {...cell} /> : link}
            </Two>
          ) : column === 'created' ? (
            link
          ) : (
            <CompletionCell column={column} {...cell} />
          )}
        </Cell>
      ))}
      <Cell
        className={`${density} overflow-visible! sm:relative sm:p-0! ${card.cell} max-sm:absolute max-sm:right-5 max-sm:bottom-2`}
      >
        {!columns.includes('created') && <CreatedLink {...ofLink} isHidden />}
        <RowButtons
          id={row.id}
          {...{ name, actions, canDelete }}
          room={isNarrow ? 'below' : roomAtEnd(columns)}
        >
          {row.state === 'running' && (
            <Suspense>
              <StopRow connection={connection} id={row.id} />
            </Suspense>
          )}
        </RowButtons>
      </Cell>
    </TableRow>
  );
});

type TwoProps = { isBesideMark: boolean; children: [ReactNode, ReactNode] };

/** Two lines in one cell. */
function Two({ isBesideMark, children: [first, second] }: TwoProps) {
  return (
    <span
      className={cx('inline-grid align-middle', isBesideMark ? 'w-[calc(100%-1.5rem)]' : 'w-full')}
    >
      <span className="truncate">{first}</span>
      <span className="truncate text-ink">{second}</span>
    </span>
  );
}

type MarksProps = Pick<RowProps, 'connection' | 'row'> & { isAnyDraft: boolean };

/** At the start of a row: a draft that is not saved, and how the answer ended. */
function Marks({ connection, row, isAnyDraft }: MarksProps) {
  return (
    <>
      {isAnyDraft && (
        <Suspense>
          <DraftMark connection={connection} id={row.id} />
        </Suspense>
      )}
      {hasStatus(row) && (
        <span className="me-2 inline-flex w-4 align-middle">
          <StatusGlyph row={row} />
        </span>
      )}
    </>
  );
}

type LinkProps = {
  row: CompletionSummary;
  name: string;
  list: string;
  isHidden?: boolean;
  onOpen: RowActions['onOpen'];
};

type Opened = Pick<RowProps, 'list' | 'actions'>;

/**
 * A click anywhere else in the row does what one on its link does, in a new tab too. No link can be stretched over a
 * row: in WebKit a table row holds nothing that is placed absolutely.
 */
function openBeside(event: MouseEvent, id: string, { list, actions }: Opened): void {
  const { target, button, metaKey, ctrlKey, shiftKey } = event;
  if (!(target instanceof Element) || target.closest('a, button, input, label, [popover]')) return;
  // The end of a selection of text is a click, too.
  if (button > 1 || getSelection()?.type === 'Range') return;
  const isBeside = button === 1 || metaKey || ctrlKey || shiftKey;
  if (isBeside) window.open(ownPath(paths.completion(id, list)), '_blank', 'noopener');
  else actions.onOpen(event, id);
}

function CreatedLink({ row: { id, created }, name, list, isHidden, onOpen }: LinkProps) {
  const age = formatAge(created, useNow());
  return (
    <a
      aria-label={`${age}: ${name}`}
      href={ownPath(paths.completion(id, list))}
      data-row={id}
      onClick={(event) => onOpen(event, id)}
      // Below the head, which stays.
      className={cx(
        'scroll-my-14 text-ink-2 hover:underline focus-visible:outline-none',
        isHidden && 'sr-only',
      )}
    >
      {age}
    </a>
  );
}

/** What its cell shows the short form of. */
function titleOf(column: ColumnId, row: CompletionSummary): string | undefined {
  if (column === 'model') return shownText(row.model);
  return column === 'created' ? formatDateTime(row.created) : exactIn(row, column);
}
