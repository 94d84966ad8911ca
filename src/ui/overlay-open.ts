/** Whether a dialog, menu or picker is open, or just closing: Escape, which may have closed it, belongs to it. */
export function isOverlayOpen(): boolean {
  return document.querySelector('dialog[open], [data-popover-open]') !== null;
}

/** Whether one is open this very moment: then the other keys of the page belong to it. */
export function isOverlayShown(): boolean {
  return document.querySelector('dialog[open], [data-popover-open]:popover-open') !== null;
}
