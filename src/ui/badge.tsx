import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';

const tones = {
  neutral: 'bg-sunken text-ink-2',
  accent: 'bg-accent-soft text-accent-ink',
  success: 'bg-success-soft text-success-ink',
  warning: 'bg-warning-soft text-warning-ink',
  danger: 'bg-danger-soft text-danger-ink',
};

type Props = ComponentProps<'span'> & { tone?: keyof typeof tones };

/** A state in one or two words; the word carries the meaning, the colour only repeats it. */
export function Badge({ tone = 'neutral', className, ...rest }: Props) {
  return (
    <span
      {...rest}
      className={cx(
        'inline-flex h-5 max-w-full items-center gap-1 rounded-sm px-1.5 text-xs whitespace-nowrap [&_svg]:size-3',
        tones[tone],
        className,
      )}
    />
  );
}
