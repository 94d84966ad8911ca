import { useCallback } from 'react';
import type { OnHits } from './mark-hits';

/**
 * A ref for an element in which the words of a search are marked; see mark-hits.ts. `within` names the elements with
 * text; `onHits` is the same one at every call.
 */
export function useSearchMarks(search: string, within: string, onHits?: OnHits) {
  return useCallback(
    (root: Element | null) => {
      if (!root) return undefined;
      let stop: (() => void) | undefined;
      let isOver = false;
      const load = async () => {
        const { markHits } = await import('./mark-hits');
        if (!isOver) stop = markHits(root, search, within, onHits);
      };
      // A mark that cannot be loaded is not missed.
      if (search !== '') load().catch(() => undefined);
      return () => {
        isOver = true;
        stop?.();
      };
    },
    [search, within, onHits],
  );
}
