import { folded } from '#contract/folded';
import { searchWords } from '#contract/search-words';
import { foldedPlaces } from './folded-places';

/** More than anybody looks at; beyond it marking would hold up the page. */
const MOST_HITS = 5_000;
const INLINE = new Set(
  'A ABBR B BDI BDO CODE DEL EM I INS KBD MARK S SMALL SPAN STRONG SUB SUP U'.split(' '),
);
/** Words of the dashboard itself, and what only screen readers get. */
const NOT_TEXT = 'h2, header, summary, button, label, output, script, style, .sr-only';

/** What finds the words and phrases of a search in a text as the server does: folded, also as part of a word. */
export type HitPattern = {
  isIn: (text: string) => boolean;
  /** Parts of ids are found from five characters on. */
  isInId: (id: string) => boolean;
  /** In order; of what begins at one place the longest. */
  placesIn: (text: string) => Iterable<readonly [start: number, end: number]>;
};

export function patternOf(search: string): HitPattern | null {
  // What is found earlier hides what begins at the same place.
  const words = searchWords(search).toSorted((one, other) => other.length - one.length);
  if (words.length === 0) return null;
  const escaped = words.map((word) =>
    word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(' ', '\\s+'),
  );
  const pattern = new RegExp(escaped.join('|'), 'gu');
  return {
    isIn: (text) => folded(text).search(pattern) !== -1,
    isInId: (id) => words.some((word) => word.length >= 5 && folded(id).includes(word)),
    *placesIn(text) {
      const places = foldedPlaces(text);
      for (const { index, 0: word } of places.text.matchAll(pattern))
        yield places.placeOf(index, index + word.length);
    },
  };
}

/** Where a pattern occurs in what an element shows; a word may begin in bold and end without. */
export function findHits(root: Element, pattern: Pick<HitPattern, 'placesIn'>): Range[] {
  const hits: Range[] = [];
  for (const block of blocksOf(root)) {
    const text = block.map(({ data }) => data).join('');
    for (const [start, end] of pattern.placesIn(text)) {
      if (hits.length === MOST_HITS) return hits;
      hits.push(rangeIn(block, start, end));
    }
  }
  return hits;
}

/** The text nodes of each line or paragraph: no word goes from one into another. */
function* blocksOf(root: Element): Generator<Text[]> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let block: Text[] = [];
  let around: Element | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    // What is around the root itself does not matter: a value may be a button.
    const other = node.parentElement?.closest(NOT_TEXT);
    if (other && other !== root && root.contains(other)) continue;
    const own = blockAround(node);
    if (own !== around && block.length > 0) {
      yield block;
      block = [];
    }
    around = own;
    block.push(node);
  }
  if (block.length > 0) yield block;
}

function blockAround(node: Text): Element | null {
  let element = node.parentElement;
  while (element && INLINE.has(element.tagName)) element = element.parentElement;
  return element;
}

function rangeIn(block: readonly Text[], start: number, end: number): Range {
  const range = document.createRange();
  let before = 0;
  for (const node of block) {
    const after = before + node.length;
    if (start >= before && start < after) range.setStart(node, start - before);
    if (end > before && end <= after) range.setEnd(node, end - before);
    before = after;
  }
  return range;
}
