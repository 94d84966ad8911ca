import { cx } from '@/ui/cx';

type Props = { value: number; max: number; label: string; className?: string };

/** "14/16" under a limit: quiet at first, a warning near the end, an error beyond it. */
export function Counter({ value, max, label, className }: Props) {
  const isOver = value > max;
  const isNear = !isOver && value >= max * 0.9;
  return (
    <span
      className={cx(
        'text-xs tabular-nums',
        isOver ? 'font-medium text-danger-ink' : isNear ? 'text-warning-ink' : 'text-ink-3',
        className,
      )}
    >
      <span aria-hidden>
        {value}/{max}
      </span>
      <span className="sr-only">{`${label}: ${value} of ${max}${isOver ? ', too many' : ''}`}</span>
    </span>
  );
}
