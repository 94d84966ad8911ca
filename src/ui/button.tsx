import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';
import { Spinner } from '@/ui/spinner';

const base =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap ' +
  'transition-colors select-none disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:shrink-0';

const variants = {
  primary: 'bg-accent text-on-accent enabled:hover:bg-accent-hover',
  secondary:
    'border border-line-strong bg-raised text-ink hover:not-disabled:bg-hover active:not-disabled:bg-pressed',
  ghost:
    'text-ink-2 hover:not-disabled:bg-hover hover:not-disabled:text-ink active:not-disabled:bg-pressed ' +
    'aria-pressed:bg-pressed aria-pressed:text-ink aria-expanded:bg-pressed',
  danger: 'bg-danger text-on-accent enabled:hover:bg-danger-hover',
  dangerGhost: 'text-danger-ink hover:not-disabled:bg-danger-soft',
  link: 'text-accent-ink underline-offset-2 hover:underline',
};

const sizes = {
  sm: 'h-7 px-2 text-sm',
  md: 'h-8 px-3 text-sm',
  lg: 'h-9 px-4 text-sm',
  icon: 'size-8',
  iconSm: 'size-7',
  inline: 'h-auto p-0',
};

export type ButtonLook = { variant?: keyof typeof variants; size?: keyof typeof sizes };

/** For links that look like buttons. */
export function buttonLook({ variant = 'secondary', size = 'md' }: ButtonLook = {}): string {
  return cx(base, variants[variant], sizes[size]);
}

type Props = ComponentProps<'button'> & ButtonLook & { loading?: boolean };

export function Button({ variant, size, loading, disabled, className, children, ...rest }: Props) {
  return (
    <button
      type="button"
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      {...rest}
      className={cx(buttonLook({ variant, size }), className)}
    >
      {loading && <Spinner className="size-3.5" />}
      {children}
    </button>
  );
}
