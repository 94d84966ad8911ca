import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';

/** Quiet facts in a line, with dots between them. */
export function Facts({ className, ...rest }: ComponentProps<'div'>) {
  return (
    <div
      {...rest}
      className={cx(
        'flex flex-wrap items-center gap-y-1 text-xs text-ink-3 tabular-nums',
        '*:not-last:after:mx-2 *:not-last:after:inline-block *:not-last:after:size-0.75 *:not-last:after:rounded-full *:not-last:after:bg-line-strong *:not-last:after:align-middle',
        className,
      )}
    />
  );
}
