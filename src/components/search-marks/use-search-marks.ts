import { useCallback } from 'react';

/** A ref for an element in which the words of a search are marked; see mark-hits.ts. `within` names the elements with text. */
export function useSearchMarks(search: string, within: string) {
  return useCallback(
    (root: Element | null) => {
      if (!root) return undefined;
      let stop: (() => void) | undefined;
      let isOver = false;
      const load = async () => {
        const { markHits } = await import('./mark-hits');
        if (!isOver) stop = markHits(root, search, within);
      };
      // A mark that cannot be loaded is not missed.
      if (search !== '') load().catch(() => undefined);
      return () => {
        isOver = true;
        stop?.();
      };
    },
    [search, within],
  );
}
