import X from 'lucide-react/icons/x';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from '@/ui/cx';
import { IconButton } from '@/ui/icon-button';
import { openModal } from '@/ui/open-modal';

const placements = {
  center: 'm-auto max-h-[85vh] w-[min(32rem,calc(100vw-2rem))] rounded-xl open:animate-enter',
  right: 'mr-0 ml-auto h-full max-h-none w-[min(22rem,calc(100vw-2rem))] open:animate-slide',
  bottom: 'mx-auto mt-auto mb-0 max-h-[85vh] w-full max-w-none rounded-t-xl open:animate-enter',
};

type Props = Omit<ComponentProps<'dialog'>, 'title' | 'onClose'> & {
  title: ReactNode;
  placement?: keyof typeof placements;
  onClose: () => void;
  footer?: ReactNode;
};

/** Modal; mount it to open it, unmount it to close it. Escape, the cross and a click outside ask to close. */
export function Dialog(props: Props) {
  const { title, placement = 'center', onClose, footer, children, className, ...rest } = props;
  const titleId = useId();
  return (
    <dialog
      aria-labelledby={titleId}
      {...rest}
      ref={openModal}
      onCancel={(event) => {
        // A file input inside sends its own cancel event, which bubbles up to here.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      className={cx(
        // A column by itself: in WebKit, a height of 100% within a dialog as high as its content is none.
        'overflow-hidden bg-raised text-ink shadow-dialog backdrop:bg-backdrop open:flex open:flex-col',
        placements[placement],
        className,
      )}
    >
      <header className="flex items-start gap-2 py-3 pr-3 pl-5">
        <h2
          id={titleId}
          className="line-clamp-4 min-w-0 flex-1 py-1 text-lg font-semibold [overflow-wrap:anywhere]"
        >
          {title}
        </h2>
        <IconButton label="Close" onClick={onClose}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </header>
      <div className="min-h-0 flex-auto scrolls-y px-5 pt-1 pb-5">{children}</div>
      {footer && <footer className="flex flex-wrap justify-end gap-2 px-5 pb-4">{footer}</footer>}
    </dialog>
  );
}
