import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';

/** Quiet facts in a line, with dots between them. Each brings the dot before it; those at the start of a line are cut off. */
export function Facts({ className, ...rest }: ComponentProps<'div'>) {
  return (
    <div
      {...rest}
      className={cx(
        '-ms-4.75 flex flex-wrap items-center gap-y-1 text-xs text-ink-3 tabular-nums [clip-path:inset(-6px_-6px_-6px_0.75rem)]',
        '*:before:mx-2 *:before:inline-block *:before:size-0.75 *:before:shrink-0 *:before:self-center *:before:rounded-full *:before:bg-line-strong *:before:align-middle',
        className,
      )}
    />
  );
}
