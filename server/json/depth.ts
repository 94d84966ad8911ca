/** Levels that what is read of others may have. */
export const MAX_DEPTH = 128;
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const COMMA = 44;
const CLOSE = 125;

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

/** How many values JSON text has at the least, told without parsing it. */
export function countValues(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    if (code === QUOTE) {
      at = stringEnd(bytes, at);
      if (at === -1) return count;
    } else if ((code | 32) === OPEN || code === COMMA) count += 1;
  }
  return count;
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
