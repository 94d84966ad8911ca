/** Where something is, for the mouse; what lies over it, if it cannot be hit. */
export type Spot = { x: number; y: number; cover: string | null };

/** Runs in the page: the nth visible match of `css` with `name` in its accessible name, scrolled into view. */
export function locate(css: string, name: string, nth: number): Spot | null {
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const textOf = (element: Element) => {
    const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
    const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
    const texts = [
      element.getAttribute('aria-label'),
      ...by.map((id) => document.getElementById(id)?.textContent),
      ...labels.map((label) => label.textContent),
      element.textContent,
      element.getAttribute('title'),
    ];
    return texts.join('\n').toLowerCase();
  };
  const found = [...document.querySelectorAll(css)].filter(
    (element) => isSeen(element) && textOf(element).includes(name.toLowerCase()),
  );
  const element = found.at(nth);
  if (!element) return null;
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const box = element.getClientRects()[0];
  if (!box) return null;
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  const top = document.elementFromPoint(x, y);
  const isHit =
    top !== null &&
    (element.contains(top) || top.contains(element) || top.closest('label')?.contains(element));
  return { x, y, cover: isHit ? null : (top?.outerHTML.slice(0, 200) ?? 'nothing') };
}

/** Runs in the page: every control that the mouse would miss at its middle, with what it would hit instead. */
export function coveredControls(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [role="button"], [role="menuitem"], [role="switch"], [role="tab"]',
  );
  const faults: string[] = [];
  for (const control of controls) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue;
    if (control.closest('[inert]') || getComputedStyle(control).pointerEvents === 'none') continue;
    // A dialog makes all else inert, without a mark in the tree.
    const modal = document.querySelector('dialog:modal');
    if (modal && !modal.contains(control)) continue;
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = control.getClientRects()[0];
    // Smaller, or above all that can be scrolled to: meant for readers of the screen, or for the keyboard.
    if (!box || box.width < 4 || box.height < 4 || box.bottom < 0) continue;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const top = document.elementFromPoint(x, y);
    if (top && (control.contains(top) || top.closest('label')?.contains(control))) continue;
    const name = control.getAttribute('aria-label') ?? control.textContent?.trim().slice(0, 40);
    faults.push(
      `${control.tagName} “${name}” at ${x}, ${y} is under ${top?.outerHTML.slice(0, 160)}`,
    );
  }
  return faults;
}
