import X from 'lucide-react/icons/x';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '@/ui/cx';
import { IconButton } from '@/ui/icon-button';
import { isComposing } from '@/ui/is-composing';
import { isOverlayOpen } from '@/ui/overlay-open';

type Props = ComponentProps<'aside'> & {
  label: string;
  /** Left of the cross: a title and actions. */
  header: ReactNode;
  onClose: () => void;
};

/** Non-modal: the page beside it stays usable. Escape inside closes it. */
export function Drawer({ label, header, onClose, children, className, ...rest }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only Escape, from whatever inside has the focus
    <aside
      aria-label={label}
      tabIndex={-1}
      {...rest}
      onKeyDown={(event) => {
        rest.onKeyDown?.(event);
        if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
        if (isOverlayOpen()) return;
        event.preventDefault();
        onClose();
      }}
      className={cx(
        'flex h-full min-h-0 w-full flex-col border-l border-line bg-surface outline-none animate-slide',
        className,
      )}
    >
      <header className="flex min-h-12 items-center gap-2 border-b border-line py-1.5 pr-2 pl-5">
        <div className="flex min-w-0 flex-1 items-center gap-2">{header}</div>
        <IconButton label="Close" shortcut="Esc" onClick={onClose}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 scrolls-y">{children}</div>
    </aside>
  );
}
