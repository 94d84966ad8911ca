import type { ComponentProps, ReactNode } from 'react';
import { cx } from '@/ui/cx';

type Props = Omit<ComponentProps<'div'>, 'title'> & {
  icon?: ReactNode;
  title: ReactNode;
  /** `h1` where it is all that the page shows. */
  heading?: 'h1' | 'h2' | undefined;
  /** Buttons or links for the next step. */
  actions?: ReactNode;
};

/** Nothing here yet: says why, and teaches the next step. */
export function EmptyState(props: Props) {
  const { icon, title, heading: Heading = 'h2', actions, children, className, ...rest } = props;
  return (
    <div
      {...rest}
      className={cx(
        'mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center',
        className,
      )}
    >
      {icon && <div className="mb-3 text-ink-3 [&_svg]:size-6">{icon}</div>}
      <Heading className="text-base font-semibold">{title}</Heading>
      {children && <div className="mt-1 text-sm text-ink-2">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
