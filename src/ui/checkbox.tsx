import type { ComponentProps, ReactNode } from 'react';
import { cx } from '@/ui/cx';

type BoxProps = Omit<ComponentProps<'input'>, 'type'> & { indeterminate?: boolean };

type Props = BoxProps & {
  label: ReactNode;
  hideLabel?: boolean;
};

/** The whole label is the target, at least 24 by 24 pixels also when the label is hidden. */
export function Checkbox({ label, hideLabel, className, ...rest }: Props) {
  return (
    <label className={cx('inline-flex min-h-6 min-w-6 items-center gap-2 text-sm', className)}>
      <CheckboxInput {...rest} className="m-auto shrink-0" />
      <span className={hideLabel ? 'sr-only' : 'flex-1'}>{label}</span>
    </label>
  );
}

/** The box alone, in one element, since tables have hundreds. Its label is the caller's. */
export function CheckboxInput({ indeterminate = false, className, ...rest }: BoxProps) {
  return (
    <input
      {...rest}
      ref={(input) => {
        // Indeterminate exists as a property only, never as an attribute.
        if (input) input.indeterminate = indeterminate;
      }}
      type="checkbox"
      className={cx('checkbox', className)}
    />
  );
}
