import { cx } from '@/ui/cx';

type Props = { share: number; className?: string; ground?: string };

/** How much of the whole, or of the most frequent one, a line has; its figure stands beside it. */
export function ShareBar({ share, className, ground = 'bg-ink-3' }: Props) {
  return (
    <span aria-hidden className={cx('h-1 shrink-0 rounded-full bg-line-strong', className)}>
      <span
        className={cx('block h-1 min-w-0.5 rounded-full', ground)}
        style={{ width: `${Math.min(1, share) * 100}%` }}
      />
    </span>
  );
}
