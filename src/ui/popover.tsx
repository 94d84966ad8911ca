import {
  cloneElement,
  useId,
  useRef,
  useState,
  type ComponentProps,
  type ReactElement,
  type ReactNode,
} from 'react';
import { placeBesideTrigger } from '@/ui/anchor';
import { cx } from '@/ui/cx';

export type Placement = 'bottom-start' | 'bottom-end' | 'top-start' | 'right';

type TriggerProps = Pick<
  ComponentProps<'button'>,
  'popoverTarget' | 'aria-expanded' | 'aria-haspopup' | 'aria-controls'
>;

type Props = Omit<ComponentProps<'div'>, 'popover' | 'children'> & {
  /** A button; it is given what ties it to the popover. */
  trigger: ReactElement<TriggerProps>;
  placement?: Placement;
  /** Rendered only while open, so a closed popover costs nothing. */
  children: ReactNode;
  haspopup?: 'menu' | 'dialog' | 'listbox';
};

/**
 * A native popover: top layer, closing on Escape or a click outside, and focus back to the trigger all come from
 * the browser; CSS anchor positioning places it (see index.css), or anchor.ts where there is none.
 */
export function Popover(props: Props) {
  const { trigger, placement = 'bottom-start', haspopup = 'dialog', children, ...rest } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const unplace = useRef<(() => void) | undefined>(undefined);
  const unwatch = useRef<(() => void) | undefined>(undefined);

  return (
    <>
      {cloneElement(trigger, {
        popoverTarget: id,
        'aria-haspopup': haspopup,
        'aria-expanded': open,
        'aria-controls': open ? id : undefined,
      })}
      <div
        role={haspopup}
        {...rest}
        id={id}
        popover="auto"
        data-placement={placement}
        data-popover-open={open || undefined}
        onBeforeToggle={(event) => {
          if (event.target === event.currentTarget && event.newState === 'open') setOpen(true);
        }}
        onToggle={(event) => {
          if (event.target !== event.currentTarget) return;
          unplace.current?.();
          unwatch.current?.();
          // Not sooner: the browser gives the focus back only while what had it is still there.
          setOpen(event.newState === 'open');
          if (event.newState === 'closed') return;
          unplace.current = placeBesideTrigger(event.currentTarget);
          unwatch.current = focusFirst(event.currentTarget);
        }}
        className={cx(
          'min-w-40 rounded-[10px] bg-raised text-ink shadow-overlay open:animate-enter',
          rest.className,
        )}
      >
        {open && children}
      </div>
    </>
  );
}

/** Closes the popover that holds this element, for a choice made inside it. */
export function closePopover(inside: Element) {
  inside.closest<HTMLElement>('[popover]')?.hidePopover();
}

const FIRST = '[role^="menuitem"]:not([aria-disabled="true"]), input, select, textarea, button';

/** What has `data-autofocus`, else the first; content that is still on its way gets the focus when it comes. */
function focusFirst(popover: HTMLElement): (() => void) | undefined {
  if (focusIn(popover)) return undefined;
  const held = document.activeElement;
  const observer = new MutationObserver(() => {
    // Whoever has gone on meanwhile is not called back.
    if (document.activeElement !== held || focusIn(popover)) observer.disconnect();
  });
  observer.observe(popover, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function focusIn(popover: HTMLElement): boolean {
  const first =
    popover.querySelector<HTMLElement>('[data-autofocus]') ??
    popover.querySelector<HTMLElement>(FIRST);
  first?.focus();
  return first !== null;
}
