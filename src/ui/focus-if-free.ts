/** For what takes the place of a control that had the focus; whoever has gone on meanwhile is not called back. */
export function focusIfFree(element: HTMLElement | null | undefined) {
  const holder = document.activeElement;
  if (holder === null || holder === document.body) element?.focus({ preventScroll: true });
}
