import type { ComponentProps, ReactNode } from 'react';
import { cx } from '@/ui/cx';

const tones = {
  plain: 'bg-sunken [&>svg]:text-ink-3',
  careful: 'bg-sunken [&>svg]:text-warning-ink',
  warning: 'bg-warning-soft [&>svg]:text-warning-ink',
  danger: 'bg-danger-soft [&>svg]:text-danger-ink',
  success: 'bg-success-soft [&>svg]:text-success-ink',
};

type Props = Omit<ComponentProps<'div'>, 'title'> & {
  tone?: keyof typeof tones;
  icon: ReactNode;
  /** Buttons or links for the next step, two at most. */
  actions?: ReactNode;
};

/** Belongs to what stands above it: text first, then the next step at its end. */
export function Note({ tone = 'plain', icon, actions, className, children, ...rest }: Props) {
  return (
    <div
      {...rest}
      className={cx(
        'flex flex-wrap items-center gap-x-2.5 gap-y-1.5 rounded-lg py-1.5 pe-2 ps-3 text-sm',
        '[&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:self-start [&>svg]:mt-1.5',
        tones[tone],
        className,
      )}
    >
      {icon}
      <div className="min-w-0 flex-1 basis-48 py-1">{children}</div>
      {actions && <div className="flex flex-wrap items-center gap-1">{actions}</div>}
    </div>
  );
}
