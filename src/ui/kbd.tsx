import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';

const isApple =
  typeof navigator !== 'undefined' &&
  /Mac|iPhone|iPad/.test(navigator.platform || navigator.userAgent);

/** What stands on the key; "Mod" is the one that this keyboard really has. */
export function keyText(key: string): string {
  return key
    .replace('Mod+', isApple ? '⌘' : 'Ctrl ')
    .replace('Shift+', isApple ? '⇧' : 'Shift ')
    .replace('Enter', '⏎')
    .replace(/(?<!\p{L})\p{L}$/u, (letter) => letter.toLocaleUpperCase());
}

/** For `aria-keyshortcuts`. */
export function ariaKeys(key: string | null): string | undefined {
  if (key === null) return undefined;
  return key.startsWith('Mod+')
    ? `${key.replace('Mod', 'Control')} ${key.replace('Mod', 'Meta')}`
    : key;
}

const tones = {
  plain: 'bg-sunken text-ink-2 inset-ring inset-ring-line',
  /** Upon the accent, or a ground of another colour. */
  filled: 'bg-[rgb(0_0_0/0.17)] inset-ring inset-ring-current/20',
};

type Props = Omit<ComponentProps<'kbd'>, 'children'> & {
  tone?: keyof typeof tones;
  /** As in `Hotkeys`; several with blanks between them, one after another. Nothing is shown where there is none. */
  children: string | null;
};

export function Kbd({ children, tone = 'plain', className, ...rest }: Props) {
  return children?.split(' ').map((key, at) => (
    <kbd
      // A key may come twice.
      // oxlint-disable-next-line react/no-array-index-key
      key={`${key} ${at}`}
      {...rest}
      className={cx(
        'inline-flex h-5 min-w-5 items-center justify-center rounded-sm px-1.25 font-sans text-[11px] leading-none font-medium',
        tones[tone],
        className,
      )}
    >
      {keyText(key)}
    </kbd>
  ));
}
