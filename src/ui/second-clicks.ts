type Pressed = { control: Element; label: string };

const CONTROLS = 'button, a, summary, [role^="menuitem"], [role="option"], [role="tab"]';

/**
 * The second click of a double click is meant for what the first one hit. Where that has turned into something else
 * meanwhile (Stop into Run, a row's Delete into the confirming one, Pause into Resume), the click does nothing. The same
 * control in a new place of the page, as a pager draws it, is still the same.
 */
export function swallowSecondClicks(root: Document): void {
  let first: Pressed | null = null;
  root.addEventListener(
    'click',
    (event) => {
      const control = event.target instanceof Element ? event.target.closest(CONTROLS) : null;
      const pressed = control && { control, label: labelOf(control) };
      if (event.detail > 1 && pressed && !isSame(first, pressed)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      first = pressed;
    },
    { capture: true },
  );
}

function isSame(first: Pressed | null, second: Pressed): boolean {
  // The first click hit nothing that acts: then this one is the first.
  if (!first) return true;
  if (first.label !== second.label) return false;
  return first.control === second.control || !first.control.isConnected;
}

function labelOf(control: Element): string {
  return control.getAttribute('aria-label') ?? control.textContent;
}
