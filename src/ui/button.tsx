import type { ComponentProps, MouseEvent } from 'react';
import { cx } from '@/ui/cx';
import { Spinner } from '@/ui/spinner';
import { Tooltip } from '@/ui/tooltip';

const variants = {
  primary: 'bg-accent text-on-accent on:hover:bg-accent-hover off:bg-pressed',
  secondary:
    'border border-line-strong bg-raised text-ink on:hover:bg-hover on:active:bg-pressed aria-pressed:bg-pressed',
  ghost:
    'text-ink-2 on:hover:bg-hover on:hover:text-ink on:active:bg-pressed ' +
    'aria-pressed:bg-pressed aria-pressed:text-ink aria-expanded:bg-pressed',
  danger: 'bg-danger text-on-accent on:hover:bg-danger-hover off:bg-pressed',
  dangerGhost: 'text-danger-ink on:hover:bg-danger-soft',
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
  return cx('button', variants[variant], sizes[size]);
}

type Props = ComponentProps<'button'> &
  ButtonLook & {
    /** It works: it does nothing more, and keeps the focus, which one that is disabled would lose. */
    loading?: boolean;
    /** Why it does nothing now; the button stays in reach of the keyboard, and its tooltip says so. */
    notNow?: string | null;
  };

export function Button(props: Props) {
  const { notNow } = props;
  if (notNow === undefined) return <BareButton {...props} />;
  // Also with nothing to say: another element around it would be another button, without the focus.
  return (
    <Tooltip text={notNow}>
      <BareButton {...props} />
    </Tooltip>
  );
}

/** Without the tooltip, for what has its own. */
export function BareButton(props: Props) {
  const { variant, size, loading, notNow, className, children, ...rest } = props;
  return (
    <button
      type="button"
      aria-busy={loading || undefined}
      {...rest}
      {...((loading || notNow) && {
        'aria-disabled': true,
        'aria-description': notNow ?? undefined,
        disabled: false,
        onClick: doNothing,
      })}
      className={cx(buttonLook({ variant, size }), className)}
    >
      {loading && <Spinner className="size-4" />}
      {children}
    </button>
  );
}

/** Nor does it submit its form, by Enter in a field neither, or open the row it stands in. */
function doNothing(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
