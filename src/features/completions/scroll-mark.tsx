import { useState } from 'react';
import { NavigationType, useNavigationType } from 'react-router-dom';
import { rowLink } from './row-link';

/** Where each list was left: how far it was scrolled, and the row that had the focus. */
const left = new Map<string, { top: number; row: string | undefined }>();

/** Other rows are read from the first one on, unless one comes back to them; a mark of their own tells when they are others. */
export function ScrollMark({ place }: { place: string }) {
  const isBack = useNavigationType() === NavigationType.Pop;
  // Once a list: what happens to the address meanwhile, as a drawer that opens, moves nothing.
  const [attach] = useState(() => (mark: HTMLElement) => {
    const scroller = mark.parentElement;
    if (!scroller) return undefined;
    const was = isBack ? left.get(place) : undefined;
    scroller.scrollTop = was?.top ?? 0;
    rowLink(scroller, was?.row)?.focus({ preventScroll: true });
    return () => {
      const focused = document.activeElement;
      const row = focused instanceof HTMLElement ? focused.dataset.row : undefined;
      left.set(place, { top: scroller.scrollTop, row });
    };
  });
  return <span ref={attach} />;
}
