/** Where something is, for the mouse; what lies over it, if it cannot be hit. */
export type Spot = { x: number; y: number; cover: string | null };

/**
 * Runs in the page: the nth visible match of `css` whose name or text begins with `name`, or holds it if none begins
 * so; scrolled into view.
 */
export function locate(css: string, name: string, nth: number): Spot | null {
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const textsOf = (element: Element) => {
    const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
    const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
    const texts = [
      element.getAttribute('aria-label'),
      ...by.map((id) => document.getElementById(id)?.textContent),
      ...labels.map((label) => label.textContent),
      element.textContent,
      element.getAttribute('title'),
    ];
    return texts.map((text) => text?.trim().toLowerCase() ?? '');
  };
  const wanted = name.toLowerCase();
  const seen = [...document.querySelectorAll(css)].filter(isSeen);
  const first = seen.filter((each) => textsOf(each).some((text) => text.startsWith(wanted)));
  const found =
    first.length > 0
      ? first
      : seen.filter((each) => textsOf(each).some((text) => text.includes(wanted)));
  const element = found.at(nth);
  if (!element) return null;
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const box = element.getClientRects()[0];
  if (!box) return null;
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  const top = document.elementFromPoint(x, y);
  const isHit = top !== null && (element.contains(top) || top.closest('label')?.contains(element));
  // What slides in may look at rest twice on a busy machine, and is then missed. What turns for ever is no such way.
  const isMoving = document.getAnimations().some(({ playState, effect }) => {
    const isOver = effect instanceof KeyframeEffect && effect.target?.contains(element);
    return playState === 'running' && isOver && effect.getComputedTiming().endTime !== Infinity;
  });
  if (isMoving) return { x, y, cover: 'moving' };
  return { x, y, cover: isHit ? null : (top?.outerHTML.slice(0, 200) ?? 'nothing') };
}

/** Runs in the page: every control that the mouse would miss at its middle, with what it would hit instead. */
export function coveredControls(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [role="button"], [role="menuitem"], [role="switch"], [role="tab"]',
  );
  const isForReaders = (element: Element | null): boolean =>
    element instanceof HTMLElement &&
    ((element.offsetWidth <= 1 && element.offsetHeight <= 1) ||
      isForReaders(element.parentElement));
  const faults: string[] = [];
  for (const control of controls) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue;
    if (control.closest('[inert]') || getComputedStyle(control).pointerEvents === 'none') continue;
    // A dialog makes all else inert, without a mark in the tree.
    const modal = document.querySelector('dialog:modal');
    if (modal && !modal.contains(control)) continue;
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = control.getClientRects()[0];
    // Hidden from sight, or above all that can be scrolled to: for readers of the screen, or the keyboard.
    if (!box || isForReaders(control) || box.bottom < 0) continue;
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

/** Runs in the page: every text that is cut off without an ellipsis that says so. */
export function clippedTexts(): string[] {
  const faults: string[] = [];
  for (const box of document.querySelectorAll<HTMLElement>('body *')) {
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(box);
    const hasText = [...box.childNodes].some(
      ({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim(),
    );
    // One pixel is what readers of the screen alone are told; what they are not told is decoration.
    if (
      !hasText ||
      box.clientWidth <= 1 ||
      box.closest('[aria-hidden=true]') ||
      !box.checkVisibility()
    )
      continue;
    const isWide =
      /hidden|clip/.test(overflowX) &&
      textOverflow !== 'ellipsis' &&
      box.scrollWidth > box.clientWidth + 1;
    const isHigh =
      /hidden|clip/.test(overflowY) &&
      webkitLineClamp === 'none' &&
      box.scrollHeight > box.clientHeight + 2;
    if (isWide || isHigh)
      faults.push(
        `“${box.textContent?.trim().slice(0, 40)}” is cut, ${box.scrollWidth}×${box.scrollHeight} in ${box.clientWidth}×${box.clientHeight}: ${box.outerHTML.slice(0, 160)}`,
      );
  }
  return faults;
}
