import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';
import { Spinner } from '@/ui/spinner';
import { Tooltip } from '@/ui/tooltip';

const base =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap ' +
  'transition-colors select-none [&_svg]:shrink-0 ' +
  // While it works, the spinner stands in the place of its icon, and nothing moves.
  'aria-busy:[&>svg:not(:first-child)]:hidden';

/** Not now: grey, and no ground of its own that would promise something. */
const off = 'disabled:not-aria-busy:text-ink-3 aria-disabled:text-ink-3';
const offFilled =
  'disabled:not-aria-busy:bg-pressed disabled:not-aria-busy:text-ink-3 aria-disabled:bg-pressed aria-disabled:text-ink-3';

const variants = {
  primary: `bg-accent text-on-accent enabled:not-aria-disabled:hover:bg-accent-hover ${offFilled}`,
  secondary: `border border-line-strong bg-raised text-ink hover:not-disabled:bg-hover active:not-disabled:bg-pressed aria-pressed:bg-pressed ${off}`,
  ghost:
    'text-ink-2 hover:not-disabled:bg-hover hover:not-disabled:text-ink active:not-disabled:bg-pressed ' +
    `aria-pressed:bg-pressed aria-pressed:text-ink aria-expanded:bg-pressed ${off}`,
  danger: `bg-danger text-on-accent enabled:not-aria-disabled:hover:bg-danger-hover ${offFilled}`,
  dangerGhost: `text-danger-ink hover:not-disabled:bg-danger-soft ${off}`,
  link: 'text-accent-ink underline-offset-2 hover:underline',
};

const sizes = {
  sm: 'h-7 px-2.5 text-sm',
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

type Props = ComponentProps<'button'> &
  ButtonLook & {
    loading?: boolean;
    /** Why it does nothing now; the button stays in reach of the keyboard, and its tooltip says so. */
    notNow?: string | null;
  };

export function Button({ notNow = null, ...props }: Props) {
  if (notNow === null) return <Plain {...props} />;
  return (
    <Tooltip text={notNow}>
      <Plain {...props} aria-disabled aria-description={notNow} onClick={undefined} />
    </Tooltip>
  );
}

function Plain({ variant, size, loading, disabled, className, children, ...rest }: Props) {
  return (
    <button
      type="button"
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      {...rest}
      className={cx(buttonLook({ variant, size }), className)}
    >
      {loading && <Spinner className="size-4" />}
      {children}
    </button>
  );
}
