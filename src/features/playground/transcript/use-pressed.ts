import { type PointerEvent, useRef } from 'react';

/** Keeps what is pressed under the pointer: whatever moves away between press and release gets no click. */
export function usePressed() {
  const held = useRef<((box: Element) => void) | null>(null);
  function press(event: PointerEvent) {
    const target = event.target as Element;
    // A scroll bar belongs to the box itself, and tells of no release.
    if (target.parentElement === event.currentTarget) return;
    const release = () => (held.current = null);
    const topOf = () => target.getBoundingClientRect().top;
    const top = topOf();
    held.current = (box) => {
      box.scrollTop += topOf() - top;
    };
    for (const end of ['pointerup', 'pointercancel'])
      addEventListener(end, release, { once: true });
  }
  return { held, press };
}
