import ChevronDown from 'lucide-react/icons/chevron-down';
import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';

/**
 * A choice within a line, without the frame of a field, and drawn alike by every engine. Its longest option, which may
 * come from elsewhere, never stretches the line.
 */
export function QuietSelect({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative inline-flex max-w-64 min-w-0">
      <select
        {...rest}
        className={cx(
          'field-sizing-content min-w-0 max-w-full truncate rounded-md bg-transparent pr-6 pl-1.5 text-xs text-ink-2 hover:bg-hover',
          className,
        )}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-1.5 size-3.5 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
