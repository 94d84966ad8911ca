import { cx } from '@/ui/cx';

/** How much of the most frequent one a line has; its figure stands beside it. */
export function ShareBar({ share, className }: { share: number; className?: string }) {
  return (
    <span aria-hidden className={cx('h-1 shrink-0 rounded-full bg-line-strong', className)}>
      <span
        className="block h-1 min-w-0.5 rounded-full bg-ink-3"
        style={{ width: `${Math.min(1, share) * 100}%` }}
      />
    </span>
  );
}
