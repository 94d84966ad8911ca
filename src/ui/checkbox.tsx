import Check from 'lucide-react/icons/check';
import Minus from 'lucide-react/icons/minus';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '@/ui/cx';

type BoxProps = Omit<ComponentProps<'input'>, 'type' | 'className'> & { indeterminate?: boolean };

type Props = BoxProps & {
  label: ReactNode;
  hideLabel?: boolean;
  className?: string;
};

/** The whole label is the target, at least 24 by 24 pixels also when the label is hidden. */
export function Checkbox({ label, hideLabel, className, ...rest }: Props) {
  return (
    <label className={cx('inline-flex min-h-6 min-w-6 items-center gap-2 text-sm', className)}>
      <CheckboxInput {...rest} />
      <span className={hideLabel ? 'sr-only' : 'flex-1'}>{label}</span>
    </label>
  );
}

/** The box alone, drawn by us: WebKit's own stays white in a dark page. Its label is the caller's. */
export function CheckboxInput({ indeterminate = false, ...rest }: BoxProps) {
  return (
    <span className="relative m-auto inline-flex size-4 shrink-0">
      <input
        {...rest}
        ref={(input) => {
          // Indeterminate exists as a property only, never as an attribute.
          if (input) input.indeterminate = indeterminate;
        }}
        type="checkbox"
        className={
          'peer size-4 cursor-pointer appearance-none rounded-sm border border-control bg-raised disabled:cursor-auto ' +
          'checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-55'
        }
      />
      {indeterminate ? (
        <Minus
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 size-3 text-on-accent"
        />
      ) : (
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 hidden size-3 text-on-accent peer-checked:block"
        />
      )}
    </span>
  );
}
