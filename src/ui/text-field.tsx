import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';
import { Field, type FieldProps } from '@/ui/field';
import { LineInput } from '@/ui/line-input';

type Props = Omit<ComponentProps<'input'>, 'value'> &
  FieldProps & {
    value?: string;
    mono?: boolean;
    /** See {@link LineInput}. */
    keepsLines?: boolean;
  };

export function TextField({ label, hideLabel, hint, error, mono, className, ...rest }: Props) {
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      {(control) => (
        <LineInput
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...control}
          lineClassName="h-8"
          className={cx('control w-full px-2.5 text-sm', mono && 'font-mono text-xs')}
        />
      )}
    </Field>
  );
}
