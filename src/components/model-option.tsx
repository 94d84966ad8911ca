import Check from 'lucide-react/icons/check';
import { cx } from '@/ui/cx';

export type OptionLook = {
  /** What stands beside a name. */
  noteOf: (name: string) => string | undefined;
  /** Position of the one that Enter takes. */
  active: number;
  /** The model that is used now. */
  chosen: string;
  onPick: (name: string, inside: Element) => void;
};

type Props = OptionLook & {
  /** Of the list: its options' ids are made of it and their position. */
  id: string;
  name: string;
  index: number;
  /** How many there are, drawn or not. */
  count: number;
};

export function ModelOption({ id, name, index, count, noteOf, active, chosen, onPick }: Props) {
  return (
    <button
      id={`${id}-${index}`}
      ref={index === active ? scrollIntoView : undefined}
      type="button"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no native option can be styled
      role="option"
      tabIndex={-1}
      aria-selected={name === chosen}
      aria-setsize={count}
      aria-posinset={index + 1}
      onClick={(event) => onPick(name, event.currentTarget)}
      style={{ top: `${2 * index}rem` }}
      className={cx(
        'absolute flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover',
        index === active && 'bg-hover',
      )}
    >
      <Check aria-hidden className={cx('size-3.5 shrink-0', name !== chosen && 'invisible')} />
      <span className="max-w-[75%] shrink-0 truncate">{name}</span>
      <span className="ml-auto truncate text-xs text-ink-3">{noteOf(name)}</span>
    </button>
  );
}

function scrollIntoView(option: HTMLElement | null) {
  option?.scrollIntoView?.({ block: 'nearest' });
}
