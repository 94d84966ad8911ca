/**
 * Ref for a `<dialog>` that is mounted only while it is open. Closing it before it leaves the page is what makes
 * the browser give the focus back to where it was. The focus starts at `[data-autofocus]`, if there is one.
 */
export function openModal(dialog: HTMLDialogElement) {
  dialog.showModal();
  dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  return () => dialog.close();
}
