import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import type { Neighbour, Neighbours } from '@/queries/neighbours';
import { useKeys } from '@/components/keys/use-keys';

type Ways = Pick<Neighbours, 'previous' | 'next'>;
/** Steps that wait: so many from a completion, which is reached by way of another one. */
type Wish = { by: number; from: string; via: string };

/**
 * `j` and `k` from one completion of a list to the next. A key that is pressed before it is known which one that is
 * waits for it: it is neither lost, nor does it act on another one.
 */
export function useSteps(id: string, ways: Ways, go: (to: Neighbour) => void): void {
  const [wish, setWish] = useState<Wish | null>(null);
  /** Where the last key leads, until it is shown. */
  const left = useRef<string | null>(null);
  const { key } = useLocation();
  useLayoutEffect(() => void (left.current = null), [key]);
  // Somebody went elsewhere meanwhile.
  if (wish && wish.from !== id && wish.via !== id) setWish(null);
  const isHere = wish?.from === id;
  const to = isHere ? (wish.by > 0 ? ways.next : ways.previous) : undefined;
  // What is waited for comes from the server, between two presses.
  useEffect(() => {
    if (!wish || to === undefined) return;
    const by = wish.by - Math.sign(wish.by);
    setWish(to === null || by === 0 ? null : { by, from: to.id, via: id });
    if (to === null) return;
    left.current = to.id;
    go(to);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- going is the same whatever render it was made in
  }, [wish, to]);

  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    const known = by > 0 ? ways.next : ways.previous;
    // Without a wish, which would have all that is shown drawn twice before the next one is.
    if (wish === null && left.current === null && known) {
      left.current = known.id;
      return go(known);
    }
    setWish((before) => {
      // A key that is held goes no further than the list is known.
      if (event.repeat && (before ?? left.current)) return before;
      const from = before ?? { by: 0, from: left.current ?? id, via: id };
      return from.by + by === 0 ? null : { ...from, by: from.by + by };
    });
  };
  useKeys({ next: step(1), previous: step(-1) });
}
