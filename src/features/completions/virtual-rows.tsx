import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback } from 'react';
import type { CompletionSummary } from '@/api/completion-summary';
import { CompletionRow, type RowProps } from './completion-row';
import { DENSITIES, type Density } from './table-layout';

const OVERSCAN = 6;
/** A card on a phone, until it is measured. */
const CARD_HEIGHT = 128;

type Props = {
  rows: readonly CompletionSummary[];
  density: Density;
  table: RefObject<HTMLTableElement | null>;
  /** Id of the completion that is shown beside the table. */
  peeked: string | undefined;
  row: Omit<RowProps, 'row' | 'isPeeked'>;
};

/** The rows around what is in view; two empty rows stand for the height of the others. */
export function VirtualRows({ rows, density, table, peeked, row }: Props) {
  const height = matchMedia('(width < 40rem)').matches ? CARD_HEIGHT : DENSITIES[density];
  // oxlint-disable-next-line react/incompatible-library -- the React compiler, which could not memoise it, is not used
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => table.current?.parentElement ?? null,
    estimateSize: useCallback(() => height, [height]),
    // A new function for every frame would make each frame cost as much as there are rows.
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    overscan: OVERSCAN,
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);

  return (
    <tbody className="max-sm:block">
      <Gap height={before} />
      {items.map(({ key, index }) => {
        const each = rows[index];
        return (
          each && (
            <CompletionRow
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-rowindex={index + 2}
              row={each}
              isPeeked={each.id === peeked}
              {...row}
            />
          )
        );
      })}
      <Gap height={after} />
    </tbody>
  );
}

function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return <tr aria-hidden className="max-sm:block" style={{ height }} />;
}
