/** Whether a dialog, menu or picker is open: then Escape and the keys of the page belong to it. */
export function isOverlayOpen(): boolean {
  return document.querySelector('dialog[open], [data-popover-open]') !== null;
}
