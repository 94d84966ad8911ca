/** What lies over the screen, and what opens it; each function runs in the page, and closes over nothing. */

export type Opened = {
  /** Whether anything has come over the screen that was not there before. */
  isOpen: boolean;
  /** Where the focus is: the tag, and the name or text. */
  focus: string;
  hasFocus: boolean;
  /** Between the edges of what opened and its button, in pixels; 0 where they meet, and for what has no such place. */
  distance: number;
  /** How much of a popover lies outside of the window, in pixels. */
  outside: number;
  /** How many are open over the screen, each opened from the one before: a menu closes for what its item opens. */
  depth: number;
};

/**
 * The names of the buttons that say they open something, each once: of the screen, with or without the rail beside it,
 * or of what was opened last over it.
 */
export function openersOf(place: 'all' | 'popovers' | 'opened', isRailKnown: boolean): string[] {
  const opened = [...document.querySelectorAll('[data-opened-now]')].at(-1);
  const scope = place === 'opened' ? opened : document;
  const css = place === 'popovers' ? '[aria-haspopup][popovertarget]' : '[aria-haspopup]';
  const names = [...(scope?.querySelectorAll<HTMLElement>(css) ?? [])]
    .filter(
      (each) =>
        (place === 'opened' || !each.closest('dialog, [popover]')) &&
        !(isRailKnown && !each.closest('main')) &&
        !each.closest('[inert]') &&
        each.checkVisibility({ visibilityProperty: true }) &&
        each.getClientRects().length > 0 &&
        !each.matches(':disabled, [aria-disabled="true"]'),
    )
    .map((each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim());
  return [...new Set(names)];
}

/** Marks the button of this name as the next one to press, if it is there, and what is over the screen as known. */
export function markOpener(place: 'screen' | 'opened', name: string): boolean {
  for (const each of document.querySelectorAll('[data-pressed-next]'))
    each.removeAttribute('data-pressed-next');
  for (const each of document.querySelectorAll('dialog, [popover]'))
    each.toggleAttribute('data-open-before', each.matches('[open], :popover-open'));
  const opened = [...document.querySelectorAll('[data-opened-now]')].at(-1);
  const scope = place === 'screen' ? document : opened;
  const opener = [...(scope?.querySelectorAll('[aria-haspopup]') ?? [])].find(
    (each) =>
      (place === 'opened' || !each.closest('dialog, [popover]')) &&
      each.checkVisibility({ visibilityProperty: true }) &&
      // Figures may have come into it since.
      (each.getAttribute('aria-label') ?? each.textContent ?? '').trim().startsWith(name),
  );
  opener?.setAttribute('data-pressed-next', '');
  return opener !== undefined;
}

/** Waits until something has opened and has the focus, at most five seconds. */
export async function untilOpen(): Promise<Opened> {
  const newest = () =>
    [...document.querySelectorAll('dialog[open], [popover]:not([role=tooltip]):popover-open')].find(
      (each) => !each.hasAttribute('data-open-before'),
    );
  // In a text alone nothing can have the focus, so it stays on the button.
  const isText = (open?: Element) =>
    open !== undefined && !open.querySelector('button, input, select, textarea, a, [tabindex]');
  const end = performance.now() + 5_000;
  while (performance.now() < end) {
    const open = newest();
    const isMoving = open?.getAnimations().some(({ playState }) => playState === 'running');
    const held = document.activeElement;
    const isThere = open?.contains(held) || (isText(open) && held?.matches('[data-pressed-next]'));
    // Where there are no anchors, the code that places it comes with the first one; it is not seen before.
    const isOnItsWay = open?.matches('[data-measured]:not([data-placed])');
    if (isThere && !isMoving && !isOnItsWay) break;
    // oxlint-disable-next-line no-await-in-loop -- it waits
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const open = newest();
  open?.setAttribute('data-opened-now', '');
  for (const each of document.querySelectorAll('[data-opened-now]:not([open], :popover-open)'))
    each.removeAttribute('data-opened-now');
  const { activeElement } = document;
  const name = activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
  const opener = open && document.querySelector(`[popovertarget="${open.id}"]`);
  let [distance, outside] = [0, 0];
  if (open && opener) {
    const [a, b] = [open.getBoundingClientRect(), opener.getBoundingClientRect()];
    const across = Math.max(0, a.left - b.right, b.left - a.right);
    const down = Math.max(0, a.top - b.bottom, b.top - a.bottom);
    distance = Math.round(Math.hypot(across, down));
    outside = Math.round(
      Math.max(0, -a.left, -a.top, a.right - innerWidth, a.bottom - innerHeight),
    );
  }
  return {
    isOpen: open !== undefined,
    focus: `${activeElement?.tagName} ${name.trim().slice(0, 60)}`,
    hasFocus: (open?.contains(activeElement) ?? false) || isText(open),
    distance,
    outside,
    depth: document.querySelectorAll('[data-opened-now]').length,
  };
}

/** Waits until what was opened last is closed, at most five seconds; then where the focus is. */
export async function untilClosed(): Promise<{ isClosed: boolean; focus: string }> {
  const last = [...document.querySelectorAll('[data-opened-now]')].at(-1);
  const isOpen = () => last?.isConnected === true && last.matches('[open], :popover-open');
  const end = performance.now() + 5_000;
  // oxlint-disable-next-line no-await-in-loop -- it waits
  while (isOpen() && performance.now() < end) await new Promise((done) => setTimeout(done, 20));
  const isClosed = !isOpen();
  last?.removeAttribute('data-opened-now');
  // Two frames: what gives the focus back late has done so.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const { activeElement } = document;
  const name = activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
  return { isClosed, focus: `${activeElement?.tagName} ${name.trim()}` };
}
