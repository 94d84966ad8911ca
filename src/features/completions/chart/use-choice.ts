import { type KeyboardEvent, type PointerEvent, useState } from 'react';

/** Positions of the first and the last bar that are pointed at. */
export type Choice = { first: number; last: number };

/**
 * The bars under the pointer, or those that the arrow keys have reached. Dragging, or Shift with the arrows, makes a
 * stretch of them; letting go, a click or Enter takes it.
 */
export function useChoice(count: number, onTake: (choice: Choice) => void) {
  const [range, setRange] = useState<{ from: number; to: number } | null>(null);
  const [isDragging, setDragging] = useState(false);
  const choice = range && {
    first: Math.min(range.from, range.to),
    last: Math.max(range.from, range.to),
  };
  const take = () => choice && onTake(choice);

  function indexAt(event: PointerEvent<HTMLElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return within(count, Math.floor(((event.clientX - left) / width) * count));
  }

  const handlers = {
    onKeyDown(event: KeyboardEvent) {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.key === 'Escape' && range) setRange(null);
      if (step === undefined || event.altKey) return;
      event.preventDefault();
      const to = within(count, range ? range.to + step : count - 1);
      setRange({ from: event.shiftKey && range ? range.from : to, to });
    },
    // A press of Enter or the space bar; pointers have chosen when they are let go.
    onClick: (event: { detail: number }) => event.detail === 0 && take(),
    onPointerDown(event: PointerEvent<HTMLElement>) {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragging(true);
      setRange({ from: indexAt(event), to: indexAt(event) });
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const to = indexAt(event);
      setRange((now) => ({ from: isDragging && now ? now.from : to, to }));
    },
    onPointerUp() {
      setDragging(false);
      take();
    },
    onPointerLeave: () => !isDragging && setRange(null),
    onBlur: () => setRange(null),
  };
  return { choice, handlers };
}

function within(count: number, at: number): number {
  return Math.min(count - 1, Math.max(0, at));
}
