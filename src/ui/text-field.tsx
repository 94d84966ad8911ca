import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';
import { Field, type FieldProps } from '@/ui/field';

type Props = ComponentProps<'input'> & FieldProps & { mono?: boolean };

export function TextField({ label, hideLabel, hint, error, mono, className, ...rest }: Props) {
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      {(control) => (
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...control}
          className={cx('control h-8 w-full px-2.5 text-sm', mono && 'font-mono text-xs')}
        />
      )}
    </Field>
  );
}
