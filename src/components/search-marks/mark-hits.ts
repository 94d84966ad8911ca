import { findHits, patternOf } from './find-hits';
import { useHitStore } from './hit-store';

const NAME = 'search-hit';

/**
 * Marks the words of a search in what the elements that match `within` show, until the cleanup is called; index.css
 * gives the marks their colour. The page itself is not touched, so that nothing else has to know of them. Browsers
 * without such marks show the same page without.
 */
export function markHits(root: Element, search: string, within: string): () => void {
  const pattern = patternOf(search);
  useHitStore.setState({ hits: pattern });
  if (!pattern || !globalThis.CSS?.highlights || typeof Highlight !== 'function')
    return () => useHitStore.setState({ hits: null });
  const highlight = CSS.highlights.get(NAME) ?? new Highlight();
  CSS.highlights.set(NAME, highlight);
  let marked: Range[] = [];
  let frame = 0;

  function clear() {
    for (const range of marked) highlight.delete(range);
    marked = [];
  }
  function mark() {
    frame = 0;
    clear();
    if (!pattern) return;
    const areas = [...root.querySelectorAll(within)].filter(
      (area) => !area.parentElement?.closest(within),
    );
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
    useHitStore.setState({ hits: null });
  };
}
