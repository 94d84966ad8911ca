import type { ComponentProps, CSSProperties, ReactNode } from 'react';
import { cx } from '@/ui/cx';

/** Where a cell stands: rows and columns of the sheet are counted from 1, after the gutter. */
type At = { row: number; style?: CSSProperties };

/** What a row is called, at the edge of the sheet; on a phone each cell says it itself. */
export function Label({
  row,
  className,
  children,
}: At & { className?: string; children?: ReactNode }) {
  return (
    <div
      aria-hidden
      style={{ gridRow: row }}
      className={cx(
        'sticky start-0 z-10 col-start-1 border-b border-line bg-surface py-2.5 ps-5 pe-2 text-xs/5 font-medium text-ink-3 max-sm:hidden',
        className,
      )}
    >
      {children}
    </div>
  );
}

/** For readers, and where there is no gutter. */
export function CellName({ children }: { children: ReactNode }) {
  return (
    <span className="text-xs/5 font-medium text-ink-3 sm:sr-only max-sm:me-3 max-sm:block">
      {children}
    </span>
  );
}

type SpanProps = At & {
  name: string;
  /** Nothing comes after it that it would have to be told from. */
  isLast?: boolean;
  className?: string;
  children: ReactNode;
};

/** What all columns share: as wide as what is seen of the sheet, also where that scrolls sideways. */
export function Span({ row, name, isLast = false, className, children }: SpanProps) {
  return (
    <section
      aria-label={`${name} of all columns`}
      style={{ gridRow: row }}
      className={cx('col-[2/-1] min-w-0 border-line sm:border-s', !isLast && 'border-b')}
    >
      <div
        className={cx(
          'sticky start-(--gutter) w-[calc(100cqw-var(--gutter))] px-5 py-2.5 sm:ps-4',
          className,
        )}
      >
        <CellName>{name}</CellName>
        {children}
      </div>
    </section>
  );
}

/** One cell of a column. The column lies over the whole sheet, and only its cells can be touched. */
export function Cell({ row, className, ...rest }: At & ComponentProps<'div'>) {
  return (
    <div
      {...rest}
      style={{ gridRow: row }}
      className={cx(
        'pointer-events-auto min-w-0 border-b border-line px-4 py-2.5 sm:border-s sm:pe-5',
        className,
      )}
    />
  );
}
