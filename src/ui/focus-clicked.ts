/**
 * Gives a clicked button the focus where the browser does not, as Safari on a Mac: menus and dialogs give it back to
 * what had it when they opened, and without this that is the page.
 */
export function focusClicked(): void {
  const take = ({ target }: MouseEvent) => {
    const button =
      target instanceof Element ? target.closest<HTMLElement>('button, summary') : null;
    const { activeElement } = document;
    // Only from what the button stands in: a button that leaves the focus in a text means to.
    if (!button || activeElement === button || !activeElement?.contains(button)) return;
    button.focus({ preventScroll: true });
  };
  // Before the button does what it does.
  window.addEventListener('click', take, { capture: true });
}
