import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';

/** A placeholder in the shape of what is coming; the region around it carries aria-busy and the words. */
export function Skeleton({ className, ...rest }: ComponentProps<'div'>) {
  return (
    <div
      aria-hidden
      {...rest}
      className={cx('h-4 animate-shimmer rounded-sm bg-pressed', className)}
    />
  );
}
