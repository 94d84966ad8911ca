/** Between a popover and what it belongs to, and between it and the edge of the window, in pixels. */
const GAP = 4;
const EDGE = 8;

type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom' | 'width' | 'height'>;
type Size = { width: number; height: number };

/**
 * What index.css says with anchors, for browsers without them: the popover beside its anchor, on the other side where
 * that has no room, always within the window. `placement` is that of `data-placement`.
 */
export function placeFor(placement: string, anchor: Box, size: Size, view: Size) {
  const [side, align] = placement.split('-');
  const inside = (at: number, length: number, all: number) =>
    Math.max(EDGE, Math.min(at, all - length - EDGE));
  if (side === 'right') {
    const after = anchor.right + EDGE;
    const fits = after + size.width <= view.width - EDGE;
    return {
      left: inside(fits ? after : anchor.left - EDGE - size.width, size.width, view.width),
      top: inside(anchor.top + (anchor.height - size.height) / 2, size.height, view.height),
    };
  }
  const [above, below] = [anchor.top - GAP - size.height, anchor.bottom + GAP];
  const [fitsAbove, fitsBelow] = [above >= EDGE, below + size.height <= view.height - EDGE];
  const isAbove = side === 'top' ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove;
  const left = {
    start: anchor.left + size.width <= view.width ? anchor.left : anchor.right - size.width,
    end: anchor.right >= size.width ? anchor.right - size.width : anchor.left,
    middle: anchor.left + (anchor.width - size.width) / 2,
  }[align === 'start' || align === 'end' ? align : 'middle'];
  return {
    left: inside(left, size.width, view.width),
    top: inside(isAbove ? above : below, size.height, view.height),
  };
}

/** Keeps an open popover beside its anchor, whatever scrolls or changes its size, until the cleanup is called. */
export function keepPlaced(popover: HTMLElement, anchor: Element): () => void {
  const place = () => {
    const { offsetWidth: width, offsetHeight: height } = popover;
    const { left, top } = placeFor(
      popover.dataset.placement ?? '',
      anchor.getBoundingClientRect(),
      { width, height },
      { width: document.documentElement.clientWidth, height: innerHeight },
    );
    // Through the CSSOM, which the content policy allows. Until then index.css does not show it.
    popover.style.left = `${left}px`;
    popover.style.top = `${top}px`;
    popover.dataset.placed = '';
  };
  place();
  const sizes = new ResizeObserver(place);
  sizes.observe(popover);
  window.addEventListener('resize', place);
  window.addEventListener('scroll', place, { capture: true, passive: true });
  return () => {
    sizes.disconnect();
    window.removeEventListener('resize', place);
    window.removeEventListener('scroll', place, { capture: true });
    delete popover.dataset.placed;
  };
}
