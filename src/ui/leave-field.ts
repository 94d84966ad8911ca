/** Ends typing: the focus goes to the page, never to the body, from where Tab begins at the top. */
export function leaveField(): void {
  const main = document.getElementById('main');
  if (main) main.focus({ preventScroll: true });
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
