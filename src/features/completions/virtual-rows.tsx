import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import type { CompletionSummary } from '@/api/completion-summary';
import { CompletionRow, type RowProps } from './completion-row';
import { rowLink } from './row-link';
import { DENSITIES, type Density } from './table-layout';
import type { Reveal } from './use-row-cursor';

const OVERSCAN = 6;
/** A card on a phone, until it is measured. */
const CARD_HEIGHT = 128;

type Props = {
  rows: readonly CompletionSummary[];
  density: Density | 'narrow';
  table: RefObject<HTMLTableElement | null>;
  /** Id of the completion that is shown beside the table. */
  peeked: string | undefined;
  row: Omit<RowProps, 'row' | 'isPeeked'>;
  reveal: Reveal;
};

/**
 * The rows around what is in view, and the one that has the focus, which must not leave under whoever uses the
 * keyboard; empty rows stand for the height of the others.
 */
export function VirtualRows({ rows, density, table, peeked, row, reveal }: Props) {
  /** By its id: the rows change. `isWanted`: it is to get the focus once it is drawn. */
  const [kept, setKept] = useState<{ id: string; isWanted: boolean } | null>(null);
  const keptAt = kept === null ? -1 : rows.findIndex(({ id }) => id === kept.id);
  const height = matchMedia('(width < 40rem)').matches
    ? CARD_HEIGHT
    : DENSITIES[density === 'narrow' ? 'relaxed' : density];
  // oxlint-disable-next-line react/incompatible-library -- the React compiler, which could not memoise it, is not used
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => table.current?.parentElement ?? null,
    // Whoever has scrolled before this code was there stays where they are.
    initialOffset: () => table.current?.parentElement?.scrollTop ?? 0,
    estimateSize: useCallback(() => height, [height]),
    // A new function for every frame would make each frame cost as much as there are rows.
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    rangeExtractor: useCallback((range: Range) => withKept(range, keptAt), [keptAt]),
    overscan: OVERSCAN,
  });
  useLayoutEffect(() => {
    reveal.draw = (id, isWanted) => setKept({ id, isWanted });
    if (reveal.waiting !== null) reveal.draw(reveal.waiting, true);
    reveal.waiting = null;
    return () => void (reveal.draw = null);
  }, [reveal]);
  // The focus belongs to the page, not to React; the browser scrolls what gets it into view.
  useLayoutEffect(() => {
    if (kept?.isWanted) rowLink(table.current, kept.id)?.focus();
  }, [kept, table]);
  const items = virtualizer.getVirtualItems();
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);

  return (
    <tbody className="max-sm:block">
      {items.map(({ key, index, start }, at) => {
        const each = rows[index];
        return (
          each && (
            <Fragment key={key}>
              <Gap height={start - (items[at - 1]?.end ?? 0)} />
              <CompletionRow
                ref={virtualizer.measureElement}
                data-index={index}
                aria-rowindex={index + 2}
                row={each}
                isPeeked={each.id === peeked}
                {...row}
              />
            </Fragment>
          )
        );
      })}
      <Gap height={after} />
    </tbody>
  );
}

/** With the one that has the focus, and those beside it, to which the keys go. */
function withKept(range: Range, kept: number): number[] {
  const shown = defaultRangeExtractor(range);
  if (kept === -1) return shown;
  const beside = [kept - 1, kept, kept + 1].filter((at) => at >= 0 && at < range.count);
  return [...new Set([...shown, ...beside])].sort((one, other) => one - other);
}

function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return <tr aria-hidden className="max-sm:block" style={{ height }} />;
}
