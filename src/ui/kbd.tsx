import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';

const isApple =
  typeof navigator !== 'undefined' &&
  /Mac|iPhone|iPad/.test(navigator.platform || navigator.userAgent);

/** Shows "Mod" as the key this keyboard really has. */
function keyName(key: string): string {
  return key
    .replace('Mod+', isApple ? '⌘' : 'Ctrl ')
    .replace('Shift+', isApple ? '⇧' : 'Shift ')
    .replace('Enter', '⏎');
}

type Props = ComponentProps<'kbd'> & { children: string };

export function Kbd({ children, className, ...rest }: Props) {
  return (
    <kbd
      {...rest}
      className={cx(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-current/25 px-1 font-sans text-[11px] leading-none',
        className,
      )}
    >
      {keyName(children)}
    </kbd>
  );
}
