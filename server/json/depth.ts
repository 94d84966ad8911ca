/** Levels that what is read of others may have. */
export const MAX_DEPTH = 128;
/** Values that what is read as a whole may have: each takes hundreds of bytes of memory, however few it was sent in. */
export const MAX_VALUES = {
  /** Of a route of our own: copying more from the thread that reads it would hold up everybody. */
  own: 100_000,
  request: 500_000,
  /** More than 4,000 tokens with 20 alternatives each, told byte by byte. */
  answer: 1_000_000,
  /** A request with its answer, or a page of a list. */
  record: 2_000_000,
};
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const COMMA = 44;
const CLOSE = 125;
const SPACE = 32;

/** Whether JSON text, as bytes, is nested deeper than 128 levels; told without parsing it. */
export function isTooDeep(bytes: Buffer): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    if (code === QUOTE) {
      at = stringEnd(bytes, at);
      if (at === -1) return false;
    } else if ((code | 32) === OPEN) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if ((code | 32) === CLOSE) depth -= 1;
  }
  return false;
}

/** Whether JSON text, as bytes, has more than `most` values; told without parsing it. */
export function hasMoreValues(bytes: Buffer, most: number): boolean {
  // No value takes less than a byte and its comma.
  return bytes.length > 2 * most && countValues(bytes) > most;
}

/** How many values JSON text has, itself and its members; whatever it is when it is broken. */
function countValues(bytes: Buffer): number {
  let count = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    if (code === QUOTE) {
      at = stringEnd(bytes, at);
      if (at === -1) return count;
    } else if (code === COMMA || ((code | 32) === OPEN && !isClosed(bytes, at + 1))) count += 1;
  }
  return count;
}

/** Whether a list or an object that opened before `at` ends without a value. */
function isClosed(bytes: Buffer, at: number): boolean {
  let next = at;
  while ((bytes[next] ?? SPACE + 1) <= SPACE) next += 1;
  return ((bytes[next] ?? 0) | 32) === CLOSE;
}

/** Index of the closing quote, or -1 when there is none (the parser will say so). */
function stringEnd(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(QUOTE, start + 1);
  if (end === -1 || bytes[end - 1] !== BACKSLASH) return end;
  // Searching from quote to quote is slow where each of millions is escaped.
  for (let at = start + 1; at < bytes.length; at += 1) {
    if (bytes[at] === QUOTE) return at;
    if (bytes[at] === BACKSLASH) at += 1;
  }
  return -1;
}
