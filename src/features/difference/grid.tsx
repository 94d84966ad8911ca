import type { ReactNode } from 'react';
import { cx } from '@/ui/cx';

/** A gutter for the names of rows, and two columns on one edge; in a narrow window one below the other. */
export const GRID =
  'grid grid-cols-[6.5rem_repeat(2,minmax(0,1fr))] xl:grid-cols-[7rem_repeat(2,minmax(0,1fr))] max-sm:flex max-sm:flex-col';

export function GutterName({ children, className }: { children?: ReactNode; className?: string }) {
  return (
    <div
      className={cx(
        'px-3 text-end text-xs/5 font-medium text-ink-3 xl:pe-4 max-sm:px-5 max-sm:pt-3 max-sm:text-start',
        className,
      )}
    >
      {children}
    </div>
  );
}

type CellProps = {
  /** In a narrow window all of one stands before all of the other. */
  side?: 'one' | 'other';
  children?: ReactNode;
  className?: string;
};

export function GridCell({ side, children, className }: CellProps) {
  return (
    <div
      data-side={side}
      className={cx(
        'min-w-0 px-4 max-sm:px-5 xl:px-6',
        side && 'sm:border-s sm:border-line',
        side === 'other' && 'max-sm:order-2',
        className,
      )}
    >
      {children}
    </div>
  );
}
