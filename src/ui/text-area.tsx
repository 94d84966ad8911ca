import { type ComponentProps, useState } from 'react';
import { cx } from '@/ui/cx';
import { Field, type FieldProps } from '@/ui/field';
import { GrowingTextArea } from '@/ui/growing-text-area';

type Props = ComponentProps<'textarea'> &
  FieldProps & { mono?: boolean; controlClassName?: string };

/**
 * Grows with its text, from `rows` up to the caller's max height. No field keeps carriage returns: a text that has some
 * is changed only by whoever agrees to that.
 */
export function TextArea(props: Props) {
  const { label, hideLabel, hint, error, mono, className, controlClassName, ...rest } = props;
  const [agreed, setAgreed] = useState<string | null>(null);
  const { value } = rest;
  const isLocked = typeof value === 'string' && value.includes('\r') && value !== agreed;
  const locked = isLocked && (
    <>
      It holds carriage returns, which a field cannot keep: typing would change them all.{' '}
      <button type="button" className="underline" onClick={() => setAgreed(value)}>
        Edit it with line breaks instead
      </button>
    </>
  );
  return (
    <Field
      {...{ label, hideLabel, error, className }}
      hint={locked ? <span className="text-warning-ink">{locked}</span> : hint}
    >
      {(control) => (
        <GrowingTextArea
          rows={3}
          {...rest}
          readOnly={isLocked || rest.readOnly}
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
