/** Kinds of pages that hold rows or entries: see https://sqlite.org/fileformat2.html#b_tree_pages. */
const INNER = new Set([2, 5]);
const LEAF = new Set([10, 13]);

/** From here on the number that a page with the rest of a row begins with reads like a kind. */
const MOST_PAGES = 2 ** 25;
/** No page has this byte of the file. */
const LOCK_BYTE = 2 ** 30;

/**
 * A page of a database without what lies in its empty parts, or null where nothing does. Where SQLite moves rows between
 * pages it leaves copies there at times, of which `secure_delete` knows nothing when the rows are deleted. Null, too, for
 * what is no page of rows or entries, or not made as it should be.
 */
export function withoutLeftovers(page: Buffer, number: number): Buffer | null {
  const at = number === 1 ? 100 : 0;
  const kind = page.readUInt8(at);
  if (number >= MOST_PAGES || (!INNER.has(kind) && !LEAF.has(kind))) return null;
  const pointers = at + (INNER.has(kind) ? 12 : 8);
  const end = pointers + page.readUInt16BE(at + 3) * 2;
  const start = page.readUInt16BE(at + 5) || 65_536;
  if (end > start || start > page.length) return null;
  for (let pointer = pointers; pointer < end; pointer += 2)
    if (page.readUInt16BE(pointer) < start) return null;
  const freed = freedParts(page, page.readUInt16BE(at + 1), start);
  if (!freed) return null;
  if ([page.subarray(afterPlaces(page, end, start), start), ...freed].every(isEmpty)) return null;
  const clean = Buffer.from(page);
  for (const part of [page.subarray(end, start), ...freed]) {
    const from = part.byteOffset - page.byteOffset;
    clean.fill(0, from, from + part.length);
  }
  return clean;
}

/** No text of two letters has a byte as low as the first of such a number at every other place. */
const MOST_PLACE = 0x2000;

/**
 * A row's place in the page is left at the end of the list of places when the row goes, which says nothing of the row. Nearly
 * every page that a row was taken out of has some: to write them all again would cost as much as to delete the rows.
 */
function afterPlaces(page: Buffer, end: number, start: number): number {
  let at = end;
  while (at + 2 <= start && isPlace(page.readUInt16BE(at), at)) at += 2;
  return at;
}

function isPlace(value: number, at: number): boolean {
  return value > at && value < MOST_PLACE;
}

/** Where rows were, without the four bytes that tell of the next such place; null: these lead elsewhere. */
function freedParts(page: Buffer, first: number, start: number): Buffer[] | null {
  const parts: Buffer[] = [];
  let least = start;
  for (let at = first; at !== 0; at = page.readUInt16BE(at)) {
    if (at < least || at + 4 > page.length) return null;
    const size = page.readUInt16BE(at + 2);
    least = at + size;
    if (size < 4 || least > page.length) return null;
    parts.push(page.subarray(at + 4, least));
  }
  return parts;
}

const ZEROS = Buffer.alloc(65_536);

function isEmpty(part: Buffer): boolean {
  return part.equals(ZEROS.subarray(0, part.length));
}

/** Whether a page of a file that can shrink only says where others belong; `size`: bytes of a page. */
export function isMapPage(number: number, size: number): boolean {
  const told = Math.floor(size / 5) + 1;
  const map = Math.floor((number - 2) / told) * told + 2;
  return number === (map === LOCK_BYTE / size + 1 ? map + 1 : map);
}
