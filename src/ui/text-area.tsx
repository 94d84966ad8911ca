import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';
import { Field, type FieldProps } from '@/ui/field';
import { GrowingTextArea } from '@/ui/growing-text-area';

type Props = ComponentProps<'textarea'> &
  FieldProps & { mono?: boolean; controlClassName?: string };

/** Grows with its text, from `rows` up to the caller's max height. */
export function TextArea(props: Props) {
  const { label, hideLabel, hint, error, mono, className, controlClassName, ...rest } = props;
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      {(control) => (
        <GrowingTextArea
          rows={3}
          {...rest}
          {...control}
          className={cx(
            'control block w-full resize-none px-2.5 py-1.5 text-sm',
            mono && 'font-mono text-xs',
            controlClassName ?? 'max-h-[40vh]',
          )}
        />
      )}
    </Field>
  );
}
