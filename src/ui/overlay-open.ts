/** Whether a dialog, menu or picker is open, or just closing: Escape, which may have closed it, belongs to it. */
export function isOverlayOpen(): boolean {
  return isChoosing() || document.querySelector('dialog[open], [data-popover-open]') !== null;
}

/** Whether one is open this very moment: then the other keys of the page belong to it. */
export function isOverlayShown(): boolean {
  return (
    isChoosing() ||
    document.querySelector('dialog[open], [data-popover-open]:popover-open') !== null
  );
}

/** The list of a select that the browser lets us draw has the focus while it is open. */
function isChoosing(): boolean {
  return document.activeElement instanceof HTMLOptionElement;
}
