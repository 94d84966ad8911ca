import ChevronDown from 'lucide-react/icons/chevron-down';
import type { ComponentProps } from 'react';
import { Field, type FieldProps } from '@/ui/field';

type Props = ComponentProps<'select'> & FieldProps;

export function Select({ label, hideLabel, hint, error, className, children, ...rest }: Props) {
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      {(control) => (
        <span className="relative block">
          <select
            {...rest}
            {...control}
            className={'control h-8 w-full truncate pr-8 pl-2.5 text-sm'}
          >
            {children}
          </select>
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute top-2 right-2 size-4 text-ink-3"
          />
        </span>
      )}
    </Field>
  );
}
