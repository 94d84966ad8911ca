import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { cx } from '@/ui/cx';

type MarkProps = { to: string | null; children: ReactNode };

/** A figure that leads to what it counts, where the table can show just that. */
export function Mark({ to, children }: MarkProps) {
  if (to === null) return children;
  return (
    <Link to={to} className="underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}

/** A name in the legend of a chart. */
export function Key({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className={cx('size-2 rounded-xs', className)} />
      {children}
    </span>
  );
}
