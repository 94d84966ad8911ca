import { X } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '@/ui/cx';

type Props = Omit<ComponentProps<'button'>, 'children'> & {
  /** Shown before the value in a quieter tone, as in "env = prod". */
  name?: string;
  value: string;
  onRemove?: () => void;
};

/** A name-value pair: a button when it has an onClick, else with a cross when it can be removed. */
export function Chip({ name, value, onRemove, onClick, className, ...rest }: Props) {
  const text = (
    <>
      {name !== undefined && <bdi className="text-ink-2">{name}=</bdi>}
      <bdi>{value}</bdi>
    </>
  );
  const box = cx(
    'inline-flex h-6 max-w-full min-w-0 items-center rounded-md border border-line bg-sunken text-xs text-ink',
    className,
  );
  if (onClick) {
    return (
      <button
        type="button"
        {...rest}
        onClick={onClick}
        className={cx(box, 'px-1.5 hover:bg-hover')}
      >
        <span className="truncate">{text}</span>
      </button>
    );
  }
  return (
    <span className={box}>
      <span className="min-w-0 truncate px-1.5">{text}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={`Remove ${name === undefined ? value : `${name}=${value}`}`}
          onClick={onRemove}
          className="flex size-6 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}
