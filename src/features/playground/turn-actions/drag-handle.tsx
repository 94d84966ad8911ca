import GripVertical from 'lucide-react/icons/grip-vertical';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { Button } from '@/ui/button';
import { Tooltip } from '@/ui/tooltip';
import type { Turn } from '../turns/conversation';
import { turnMoved, turnPlaced } from '../turns/turn-events';
import { useTalk } from '../turns/talk';
import { shownTurns } from '../turns/turn-tree';

const edgePx = 60;
const stepPx = 12;

/** Moves a message: dragged by pointer or finger, or with the arrow keys. */
export function DragHandle({ turn, isBusy }: { turn: Turn; isBusy: boolean }) {
  const talk = useTalk();
  const [said, setSaid] = useState('');

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
  }
  function onPointerMove({ currentTarget, pointerId, clientY }: PointerEvent<HTMLElement>) {
    if (!currentTarget.hasPointerCapture(pointerId)) return;
    scrollNear(currentTarget, clientY);
    markDrop(dropPlace(clientY));
  }
  function onPointerUp({ currentTarget, pointerId, clientY }: PointerEvent<HTMLElement>) {
    if (!currentTarget.hasPointerCapture(pointerId)) return;
    markDrop(null);
    const place = dropPlace(clientY);
    if (place) turnPlaced(turn, place.dataset['turn'] || null, talk);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') markDrop(null);
    if (event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    turnMoved(turn, event.key === 'ArrowUp' ? 'up' : 'down', talk);
    const shown = shownTurns(talk.getState());
    const at = shown.findIndex(({ key }) => key === turn.key);
    setSaid(`Message ${at + 1} of ${shown.length}`);
  }

  return (
    <>
      <Tooltip text="Drag, or use the arrow keys">
        <Button
          variant="ghost"
          size="iconSm"
          aria-label="Move"
          disabled={isBusy}
          className="cursor-grab touch-none active:cursor-grabbing"
          {...{ onPointerDown, onPointerMove, onPointerUp, onKeyDown }}
          onPointerCancel={() => markDrop(null)}
        >
          <GripVertical aria-hidden className="size-3.5" />
        </Button>
      </Tooltip>
      <output className="sr-only">{said}</output>
    </>
  );
}

/** The message before which the dragged one would come; the mark at the end stands for none. */
function dropPlace(clientY: number): HTMLElement | undefined {
  const places = [...document.querySelectorAll<HTMLElement>('[data-turn]')];
  const before = places.find((place) => {
    const { top, height } = place.getBoundingClientRect();
    return clientY < top + height / 2;
  });
  return before ?? places.at(-1);
}

/** Straight into the page: nothing of React's draws it, and the pointer moves too often to draw the transcript anew. */
function markDrop(place: HTMLElement | null | undefined) {
  for (const marked of document.querySelectorAll('[data-drop]')) {
    if (marked !== place) marked.removeAttribute('data-drop');
  }
  place?.setAttribute('data-drop', '');
}

/** A place out of sight can be reached. */
function scrollNear(handle: HTMLElement, clientY: number) {
  const scroller = handle.closest('[aria-label="Conversation"]');
  if (!scroller) return;
  const { top, bottom } = scroller.getBoundingClientRect();
  if (clientY < top + edgePx) scroller.scrollTop -= stepPx;
  else if (clientY > bottom - edgePx) scroller.scrollTop += stepPx;
}
