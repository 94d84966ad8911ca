import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { type Conversation, usePlayground } from '../turns/playground-store';

type Told = {
  /** Before a change of the conversation is drawn: whether its end is to be seen. */
  begins: (isSent: boolean) => void;
  /** Another change is drawn, and the reader is where they were. */
  shown: (scroller: HTMLElement) => void;
};

/** Whoever changes a message keeps their place; whoever sends one wants to see what comes of it. */
export function useChanges(scroller: RefObject<HTMLElement | null>, { begins, shown }: Told) {
  const keep = useRef<(() => void) | null>(null);
  const changed = useEffectEvent((isSent: boolean) => {
    begins(isSent);
    keep.current = isSent || !scroller.current ? null : placeKeeper(scroller.current);
  });
  useEffect(
    () =>
      usePlayground.subscribe((now, before) => {
        if (!isSameTree(now, before)) changed(goesOn(now, before));
      }),
    [],
  );
  useLayoutEffect(() => {
    if (!keep.current || !scroller.current) return;
    keep.current();
    keep.current = null;
    shown(scroller.current);
  });
}

function isSameTree(now: Conversation, before: Conversation): boolean {
  return (
    now.id === before.id && now.leaf === before.leaf && now.turns.length === before.turns.length
  );
}

/** Something was put at the end, or another conversation is opened. */
function goesOn({ id, turns, leaf }: Conversation, before: Conversation): boolean {
  return id !== before.id || turns.find(({ key }) => key === leaf)?.parent === before.leaf;
}

/** Brings what has the focus, such as the switch of versions, back to where it is now; without it, all that is above. */
function placeKeeper(scroller: Element): () => void {
  const focused = document.activeElement;
  const topOf = () => focused?.getBoundingClientRect().top ?? 0;
  const [place, top] = [scroller.scrollTop, topOf()];
  return () => {
    const isThere = focused !== scroller && scroller.contains(focused);
    scroller.scrollTop = isThere ? scroller.scrollTop + topOf() - top : place;
  };
}
