import { findHits, type HitPattern, patternOf } from './find-hits';

const NAME = 'search-hit';

/** Is told what finds the words, and null when they are marked no more. */
export type OnHits = (hits: HitPattern | null) => void;

/**
 * Marks the words of a search in what the elements that match `within` show, until the cleanup is called; index.css
 * gives the marks their colour. The page itself is not touched, so that nothing else has to know of them. Browsers
 * without such marks show the same page without.
 */
export function markHits(
  root: Element,
  search: string,
  within: string,
  onHits?: OnHits,
): () => void {
  const pattern = patternOf(search);
  onHits?.(pattern);
  const stop = pattern && markPlaces(root, NAME, pattern, within);
  return () => {
    stop?.();
    onHits?.(null);
  };
}

/** The same for whatever finds places in a text, also in all of the root; the style sheet names the marks. */
export function markPlaces(
  root: Element,
  name: string,
  pattern: Pick<HitPattern, 'placesIn'>,
  within: string | null,
): () => void {
  if (!globalThis.CSS?.highlights || typeof Highlight !== 'function') return () => undefined;
  const highlight = CSS.highlights.get(name) ?? new Highlight();
  CSS.highlights.set(name, highlight);
  let marked: Range[] = [];
  let frame = 0;

  function clear() {
    for (const range of marked) highlight.delete(range);
    marked = [];
  }
  function mark() {
    frame = 0;
    clear();
    const areas =
      within === null
        ? [root]
        : [...root.querySelectorAll(within)].filter((a) => !a.parentElement?.closest(within));
    marked = areas.flatMap((area) => findHits(area, pattern));
    for (const range of marked) highlight.add(range);
  }
  // A streaming answer and a scrolling table change many times a frame.
  const observer = new MutationObserver(() => {
    frame ||= requestAnimationFrame(mark);
  });
  observer.observe(root, { childList: true, characterData: true, subtree: true });
  mark();
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    clear();
  };
}
