/** For a field that takes the place of what had the focus: what is typed goes on in it. */
export function focusNew(field: HTMLElement | null): void {
  field?.focus({ preventScroll: true });
}
