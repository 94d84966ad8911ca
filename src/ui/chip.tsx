import X from 'lucide-react/icons/x';
import type { ComponentProps } from 'react';
import { shownText } from '@/lib/shown-text';
import { cx } from '@/ui/cx';

type Props = Omit<ComponentProps<'button'>, 'children'> & {
  /** Shown before the value in a quieter tone, as in "env = prod". */
  name?: string;
  value: string;
  /** The name is for readers of the screen alone: a wide table has it in its head. */
  isNameRead?: boolean;
  onRemove?: () => void;
  /** `warning`: it is set, and does not do what it says. */
  tone?: 'neutral' | 'warning';
};

const tones = {
  neutral: 'border-line bg-sunken text-ink',
  warning: 'border-warning bg-warning-soft text-warning-ink',
};

/** On a phone, which has no heads of columns; in no element of its own, as tables have hundreds. */
const KEY =
  'max-sm:before:text-ink-3 max-sm:before:[unicode-bidi:isolate] max-sm:before:content-[attr(data-key)]';

/** A name-value pair: a button when it has an onClick, else with a cross when it can be removed. */
export function Chip(props: Props) {
  const {
    name,
    value,
    isNameRead = false,
    onRemove,
    onClick,
    className,
    tone = 'neutral',
    ...rest
  } = props;
  const key = name === undefined ? undefined : `${shownText(name)}=`;
  const text = (
    <>
      {key !== undefined && !isNameRead && (
        <bdi className={tone === 'neutral' ? 'text-ink-3' : undefined}>{key}</bdi>
      )}
      <bdi>{shownText(value)}</bdi>
    </>
  );
  const box = cx(
    onClick ? 'inline-block' : 'inline-flex items-center',
    'h-5 max-w-full min-w-0 rounded-sm border text-xs',
    tones[tone],
    className,
  );
  if (onClick) {
    return (
      <button
        type="button"
        aria-label={name !== undefined && isNameRead ? `${name}=${value}` : undefined}
        {...rest}
        title={rest.title && shownText(rest.title)}
        onClick={onClick}
        data-key={isNameRead ? key : undefined}
        className={cx(box, 'truncate px-1.5 hover:bg-hover', isNameRead && KEY)}
      >
        {text}
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
          className="-me-px flex h-5 w-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}
