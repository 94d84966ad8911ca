import { useId, type ReactNode } from 'react';
import { cx } from '@/ui/cx';

export type FieldProps = {
  label: ReactNode;
  /** Keeps the label for assistive technology only. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** Says what is wrong and what would be right. */
  error?: ReactNode;
};

type Control = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };
type Props = FieldProps & { className?: string; children: (control: Control) => ReactNode };

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({ label, hideLabel, hint, error, className, children }: Props) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={cx('min-w-0', className)}>
      <label
        htmlFor={id}
        className={
          hideLabel ? 'sr-only' : 'mb-1 block text-xs font-medium wrap-anywhere text-ink-2'
        }
      >
        {label}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-xs text-danger-ink">
          {error}
        </p>
      )}
    </div>
  );
}
