import type { ComponentProps, ReactNode } from 'react';
import { CopyButton } from '@/ui/copy-button';
import { cx } from '@/ui/cx';

type Props = Omit<ComponentProps<'figure'>, 'children'> & {
  /** What is copied; also what is shown unless children bring a highlighted form of it. */
  code: string;
  label?: string;
  children?: ReactNode;
};

export function CodeBlock({ code, label = 'text', children, className, ...rest }: Props) {
  return (
    <figure
      {...rest}
      className={cx('overflow-hidden rounded-lg border border-line bg-sunken', className)}
    >
      <figcaption className="flex h-8 items-center justify-between border-b border-line pr-1 pl-3 text-xs text-ink-3">
        {label}
        <CopyButton text={code} label="Copy code" />
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0} className="scrolls-x p-3 font-mono text-xs leading-5">
        <code>{children ?? code}</code>
      </pre>
    </figure>
  );
}
