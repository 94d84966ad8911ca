import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';

/** Thin styled parts of a real table; columns, sorting and windowing belong to whoever uses them. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <table {...rest} className={cx('w-full border-separate border-spacing-0 text-sm', className)} />
  );
}

export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return <thead {...rest} className={cx('sticky top-0 z-10 bg-surface', className)} />;
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr {...rest} className={cx('group hover:bg-hover aria-selected:bg-accent-soft', className)} />
  );
}

export function HeaderCell({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx(
        'h-8 border-b border-line px-2 text-left text-xs font-normal whitespace-nowrap text-ink-3',
        className,
      )}
    />
  );
}

type CellProps = ComponentProps<'td'> & { numeric?: boolean };

export function Cell({ numeric, className, ...rest }: CellProps) {
  return (
    <td
      {...rest}
      className={cx(
        'h-10 max-w-0 overflow-clip border-b border-line px-2 text-ellipsis whitespace-nowrap',
        numeric && 'text-right tabular-nums',
        className,
      )}
    />
  );
}
