import { memo, useState } from 'react';
import { formatNumber } from '@/lib/format';
import { useStable } from '@/ui/use-stable';
import { ModelOption, type OptionLook } from './model-option';
import type { ModelRow } from './model-rows';

/** So many are in view at most; as many more are drawn on both sides, for scrolling. */
const IN_VIEW = 14;
/** So many of the first are in view in any window. */
const SEEN = 4;

type Props = OptionLook & { id: string; rows: readonly ModelRow[]; count: number };

/**
 * The list below the picker's search field. Some providers list thousands: only what is in view is drawn, and not while
 * what is typed is yet to be searched for.
 */
export const ModelList = memo(function ModelList({ id, rows, count, ...look }: Props) {
  const [top, setTop] = useState(0);
  const first = Math.min(top, rows.length - IN_VIEW);
  const from = Math.max(0, first - IN_VIEW);
  const drawn = rows
    .slice(from, Math.max(0, first) + 2 * IN_VIEW)
    .map((row, at) => ({ row, index: from + at }));
  // The search field names it, wherever it is.
  const activeAt = rows.findIndex((row) => row.kind === 'model' && row.at === look.active);
  const active = rows[activeAt];
  if (active && !drawn.some(({ index }) => index === activeAt))
    drawn.push({ row: active, index: activeAt });
  const onActive = useStable((option: HTMLElement | null) => {
    // To scroll where it is already would lay the page out once more.
    if (top > 0 || activeAt >= SEEN) option?.scrollIntoView?.({ block: 'nearest' });
  });

  return (
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no native list can be searched from an input and styled
      role="listbox"
      aria-label="Models"
      onScroll={({ currentTarget: { scrollTop, scrollHeight } }) =>
        setTop(Math.floor((scrollTop / scrollHeight) * rows.length))
      }
      className="max-h-[min(28rem,60vh)] min-w-0 flex-1 scrolls-y"
    >
      <div role="presentation" className="relative" style={{ height: `${2 * rows.length}rem` }}>
        {drawn.map(({ row, index }) =>
          row.kind === 'head' ? (
            <Head key={row.key} row={row} index={index} />
          ) : (
            <ModelOption key={row.key} {...{ id, row, index, count, onActive, ...look }} />
          ),
        )}
      </div>
    </div>
  );
});

type HeadProps = { row: Extract<ModelRow, { kind: 'head' }>; index: number };

function Head({ row: { title, count, problem }, index }: HeadProps) {
  return (
    <div
      role="presentation"
      style={{ top: `${2 * index}rem` }}
      className="absolute flex h-8 w-full items-end gap-2 px-2 pb-1 text-xs text-ink-3"
    >
      <span className="max-w-1/2 shrink-0 truncate font-medium">{title}</span>
      {problem === null ? (
        <span className="tabular-nums">{count !== null && formatNumber(count)}</span>
      ) : (
        <span className="min-w-0 truncate text-danger-ink" title={problem}>
          ● {problem}
        </span>
      )}
    </div>
  );
}
