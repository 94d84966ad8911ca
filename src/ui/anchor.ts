const isAnchoring = globalThis.CSS?.supports?.('position-area', 'bottom') ?? true;

/** Places an open popover where style sheets cannot, until the cleanup is called; index.css knows it by its mark. */
function place(popover: HTMLElement, anchor: Element): () => void {
  popover.dataset.measured = '';
  let stop: (() => void) | undefined;
  let isOver = false;
  // Few need the code: browsers before Chromium 133, Firefox 147 and Safari 26, and what is scrolled sideways.
  async function measured() {
    const { keepPlaced } = await import('./place-popover');
    if (!isOver && popover.isConnected) stop = keepPlaced(popover, anchor);
  }
  // Without it, it is in the middle of the screen.
  measured().catch(() => undefined);
  return () => {
    isOver = true;
    stop?.();
  };
}

/** Beside the button that has just opened it. */
export function placeBesideTrigger(popover: HTMLElement): (() => void) | undefined {
  const trigger = document.querySelector(`[popovertarget="${popover.id}"]`);
  if (trigger === null || (isAnchoring && !isScrolledSideways(trigger))) return undefined;
  return place(popover, trigger);
}

/** WebKit 2.50 then looks for room where the anchor was before, and leaves the window. */
function isScrolledSideways(anchor: Element): boolean {
  for (let part = anchor.parentElement; part; part = part.parentElement)
    if (part.scrollLeft !== 0) return true;
  return false;
}

/** Shows a popover that no button opens, beside `anchor`; a ref may return the cleanup. */
export function showBeside(popover: HTMLElement, anchor: HTMLElement): (() => void) | undefined {
  // Between Chromium 129 and 132 there are anchors, but none that a script can name here.
  let isAsked = false;
  popover.showPopover({
    get source() {
      isAsked = true;
      return anchor;
    },
  });
  if (isAnchoring && isAsked) return undefined;
  return place(popover, anchor);
}
