/** More than anybody looks at; beyond it marking would hold up the page. */
const MOST_HITS = 5_000;
const INLINE = new Set(
  'A ABBR B BDI BDO CODE DEL EM I INS KBD MARK S SMALL SPAN STRONG SUB SUP U'.split(' '),
);
/** Words of the dashboard itself, and what only screen readers get. */
const NOT_TEXT = 'h2, header, summary, button, label, output, script, style, .sr-only';

/** What finds the words of a search in a text as the server does: whatever their case, also as part of a word. */
export function patternOf(search: string): RegExp | null {
  const words = search.split(/\s+/u).filter(Boolean);
  const forms = words.flatMap((word) => [word.normalize('NFC'), word.normalize('NFD')]);
  // The longest first, since what is found earlier hides what begins at the same place.
  const found = [...new Set(forms)].toSorted((one, other) => other.length - one.length);
  if (found.length === 0) return null;
  return new RegExp(
    found.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'),
    'giu',
  );
}

/** Where a pattern occurs in what an element shows; a word may begin in bold and end without. */
export function findHits(root: Element, pattern: RegExp): Range[] {
  const hits: Range[] = [];
  for (const block of blocksOf(root)) {
    const text = block.map(({ data }) => data).join('');
    for (const { index, 0: word } of text.matchAll(pattern)) {
      if (hits.length === MOST_HITS) return hits;
      hits.push(rangeIn(block, index, index + word.length));
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
    if (!(node instanceof Text) || node.parentElement?.closest(NOT_TEXT)) continue;
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
