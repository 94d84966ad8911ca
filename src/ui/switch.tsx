import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from '@/ui/cx';

type Props = Omit<ComponentProps<'input'>, 'type' | 'onChange'> & {
  label: ReactNode;
  hint?: ReactNode;
  /** Beside the label, and no part of it. */
  aside?: ReactNode;
  hideLabel?: boolean;
  onChange: (checked: boolean) => void;
};

export function Switch(props: Props) {
  const { label, hint, aside, hideLabel, onChange, className, ...rest } = props;
  const id = useId();
  return (
    <div className={cx('flex items-start gap-3', className)}>
      <div className={hideLabel ? 'sr-only' : 'min-w-0 flex-1'}>
        <label htmlFor={id} className="text-sm text-ink">
          {label}
        </label>{' '}
        {aside}
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-3">
            {hint}
          </p>
        )}
      </div>
      <input
        {...rest}
        id={id}
        type="checkbox"
        // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- a native checkbox says "checked" itself
        role="switch"
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
        className={
          'relative mt-0.5 h-4 w-7 shrink-0 cursor-pointer appearance-none rounded-full bg-control transition-colors ' +
          'before:absolute before:top-0.5 before:left-0.5 before:size-3 before:rounded-full before:bg-white ' +
          'before:transition-transform checked:bg-accent checked:before:translate-x-3 disabled:opacity-55'
        }
      />
    </div>
  );
}
