import { isComposing } from '@/ui/is-composing';

/**
 * Ref for a `<dialog>` that is mounted only while it is open. Closing it before it leaves the page is what makes
 * the browser give the focus back to where it was. The focus starts at `[data-autofocus]`, if there is one.
 */
export function openModal(dialog: HTMLDialogElement) {
  dialog.showModal();
  dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  const stop = askByClickOutside(dialog);
  const closePopoverFirst = (event: KeyboardEvent) => leavePopover(dialog, event);
  document.addEventListener('keydown', closePopoverFirst);
  return () => {
    stop();
    document.removeEventListener('keydown', closePopoverFirst);
    dialog.close();
  };
}

/** Escape leaves a menu or picker alone, never the dialog around it as well, as it would in WebKit. */
function leavePopover(dialog: HTMLDialogElement, event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
  const open = [...dialog.querySelectorAll<HTMLElement>('[data-popover-open]')].at(-1);
  if (!open) return;
  event.preventDefault();
  open.hidePopover();
}

/**
 * A click beside the dialog asks it to close, the second one of a double click never: it was meant for the button that
 * has opened it. With `closedby="any"` the browser would close it by that one, too.
 */
function askByClickOutside(dialog: HTMLDialogElement): () => void {
  const isOutside = ({ clientX: x, clientY: y, target }: MouseEvent) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return target === dialog && (x < left || x > right || y < top || y > bottom);
  };
  // Text that is selected from within the dialog may end outside of it.
  let beganOutside = false;
  const begin = (event: MouseEvent) => (beganOutside = isOutside(event));
  const end = (event: MouseEvent) => {
    if (!beganOutside || event.detail > 1 || !isOutside(event)) return;
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
  };
  dialog.addEventListener('pointerdown', begin);
  dialog.addEventListener('click', end);
  return () => {
    dialog.removeEventListener('pointerdown', begin);
    dialog.removeEventListener('click', end);
  };
}
