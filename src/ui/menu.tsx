import Check from 'lucide-react/icons/check';
import type { ComponentProps, KeyboardEvent, ReactElement, ReactNode } from 'react';
import { cx } from '@/ui/cx';
import { Kbd } from '@/ui/kbd';
import { nextOption } from '@/ui/next-option';
import { closePopover, Popover, type Placement } from '@/ui/popover';

type MenuProps = {
  label: string;
  trigger: ReactElement<ComponentProps<'button'>>;
  placement?: Placement;
  className?: string;
  children: ReactNode;
};

/** Arrow keys, Home, End and typed letters move; Enter and Space choose; Escape and Tab leave. */
export function Menu({ label, trigger, placement, className, children }: MenuProps) {
  return (
    <Popover
      haspopup="menu"
      aria-label={label}
      trigger={trigger}
      placement={placement}
      onKeyDown={moveFocus}
      onClick={(event) => {
        const item = (event.target as Element).closest('[role^="menuitem"]');
        if (item && item.getAttribute('aria-disabled') !== 'true') closePopover(item);
      }}
      className={cx('max-h-[min(24rem,80vh)] overflow-y-auto p-1', className)}
    >
      {children}
    </Popover>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (event.key === 'Tab') return closePopover(event.currentTarget);

  let next: HTMLElement | undefined;
  const to = nextOption(event.key, at, items.length);
  if (to !== undefined) next = items[to];
  else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
    const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    const typed = event.key.toLowerCase();
    next = rest.find((item) => item.textContent?.trim().toLowerCase().startsWith(typed));
  } else return;
  event.preventDefault();
  next?.focus();
}

type ItemProps = Omit<ComponentProps<'button'>, 'onSelect' | 'disabled'> & {
  onSelect: () => void;
  icon?: ReactNode;
  shortcut?: string;
  danger?: boolean;
  /** Makes it a radio item. */
  checked?: boolean;
  /** Present: the item cannot be chosen, and this says why. */
  disabledReason?: string;
};

export function MenuItem(props: ItemProps) {
  const { onSelect, icon, shortcut, danger, checked, disabledReason, children, ...rest } = props;
  return (
    <button
      type="button"
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={checked}
      aria-disabled={disabledReason ? true : undefined}
      tabIndex={-1}
      {...rest}
      onClick={() => !disabledReason && onSelect()}
      className={cx(
        'flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left text-sm [&_svg]:size-4 [&_svg]:shrink-0',
        'hover:bg-hover focus:bg-hover focus-visible:outline-offset-[-2px] aria-disabled:text-ink-3',
        danger ? 'text-danger-ink' : 'text-ink [&_svg]:text-ink-3',
        rest.className,
      )}
    >
      {checked === undefined ? icon : <Check aria-hidden className={cx(!checked && 'invisible')} />}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{children}</span>
        {disabledReason && <span className="block text-xs text-ink-3">{disabledReason}</span>}
      </span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </button>
  );
}

export function MenuSeparator() {
  return <hr className="my-1 border-line" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2 pt-1.5 pb-1 text-xs text-ink-3">{children}</div>;
}
