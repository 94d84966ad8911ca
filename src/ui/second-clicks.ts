const CONTROLS = 'button, a, summary, [role^="menuitem"], [role="option"], [role="tab"]';

/**
 * The second click of a double click is meant for what the first one hit. Where that has turned into something else
 * meanwhile (Stop into Run, a row's Delete into the confirming one, Pause into Resume), the click does nothing. The same
 * control in a new place of the page, as a pager draws it, is still the same. Nor is anything pressed twice, by Enter
 * neither, before the page has shown what the first press did: on a busy page that would save or delete two times.
 */
export function swallowSecondClicks(root: Document): void {
  let first: Element | null = null;
  let firstLabel: string | undefined;
  let isUnseen = false;
  root.addEventListener(
    'click',
    (event) => {
      const control = event.target instanceof Element ? event.target.closest(CONTROLS) : null;
      const label = control?.getAttribute('aria-label') ?? control?.textContent;
      const isSame = control === first;
      // Where the first click hit nothing that acts, this one is the first.
      const isOther = first && control && (label !== firstLabel || (!isSame && first.isConnected));
      // 1 is a click of its own, 0 a key.
      if ((event.detail > 1 && isOther) || (event.detail !== 1 && control && isSame && isUnseen)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      first = control;
      firstLabel = label;
      isUnseen = true;
      // After the frame, not before it: what waits for a timer of its own is drawn by then.
      requestAnimationFrame(() => setTimeout(() => (isUnseen = false)));
    },
    { capture: true },
  );
}
