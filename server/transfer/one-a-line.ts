import { MAX_DEPTH } from '../json/depth';

const [TAB, NEWLINE, RETURN, BLANK, QUOTE, BACKSLASH] = [9, 10, 13, 32, 34, 92];
const [LIST, LIST_END, OBJECT, OBJECT_END, COMMA, COLON] = [91, 93, 123, 125, 44, 58];
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** Bytes of blanks after which a file is taken as it is. */
const MOST_BLANK = 65_536;

/**
 * A file as lines of one JSON value each: the items of a file that is one list, and values that are indented over many
 * lines. A file of lines passes as it is. Holds no more of it than a piece.
 */
export async function* oneALine(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  let rewrite: ((bytes: Buffer) => Buffer) | null = null;
  for await (const bytes of source) {
    if (rewrite) {
      yield rewrite(bytes);
      continue;
    }
    head = Buffer.concat([head, bytes]);
    const start = startOf(head);
    const told = formOf(head, start);
    if (told === null && head.length < MOST_BLANK) continue;
    const form = told ?? 'lines';
    rewrite = form === 'lines' ? (piece) => piece : createRewriter(form === 'list' ? 1 : 0);
    yield rewrite(form === 'lines' ? head : head.subarray(start));
  }
  if (!rewrite && head.length > 0) yield head;
}

/** Behind the byte order mark and what is empty. */
function startOf(head: Buffer): number {
  let at = head.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
  while (isSpace(head[at])) at += 1;
  return at;
}

/** Null while there is too little of the file to tell. */
function formOf(head: Buffer, start: number): 'lines' | 'list' | 'indented' | null {
  const first = head[start];
  if (first === undefined) return null;
  if (first === LIST) return 'list';
  if (first !== OBJECT) return 'lines';
  // Only what is indented breaks the line right behind its brace.
  let at = start + 1;
  while (head[at] === TAB || head[at] === BLANK || head[at] === RETURN) at += 1;
  if (head[at] === undefined) return null;
  return head[at] === NEWLINE ? 'indented' : 'lines';
}

function isSpace(byte: number | undefined): boolean {
  return byte === BLANK || byte === NEWLINE || byte === RETURN || byte === TAB;
}

/**
 * Ends the line between values at the depth `within`, and nowhere inside them; the list around them is left out. A
 * value that is never closed ends where another begins, so that it takes nothing with it.
 */
function createRewriter(within: 0 | 1): (bytes: Buffer) => Buffer {
  let top: number = within;
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  /** The end of a line inside a value, until it is known what begins the next. */
  let isHeld = false;
  /** The last byte outside of texts that is no space. */
  let last = 0;
  const openers = new Uint8Array(MAX_DEPTH + 1);

  function written(byte: number): number | null {
    // No text goes on behind the end of its line; in a list, the items behind it need its quotes to be told.
    if (isText && byte === NEWLINE && top === 0) isText = isEscaped = false;
    if (isText) {
      if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = true;
      else if (byte === QUOTE) isText = false;
      return byte;
    }
    if (byte === NEWLINE && depth > 0) {
      isHeld = true;
      return null;
    }
    if (!isSpace(byte)) last = byte;
    return outsideText(byte);
  }

  function outsideText(byte: number): number | null {
    if (byte === QUOTE) isText = true;
    else if (byte === LIST || byte === OBJECT) {
      depth += 1;
      openers[depth] = byte;
      if (depth <= top) return null;
    } else if (byte === LIST_END || byte === OBJECT_END) {
      depth = Math.max(0, depth - 1);
      if (depth < top) {
        // What follows the list stands a value a line.
        top = 0;
        return NEWLINE;
      }
    } else if (byte === COMMA && depth === top && top > 0) return NEWLINE;
    return byte;
  }

  /** Whether a line begins with a value that the one before it has no place for. */
  function isAnother(byte: number): boolean {
    if (byte !== OBJECT || top > 0) return false;
    const isExpected =
      last === LIST || last === COLON || (last === COMMA && openers[depth] !== OBJECT);
    return !isExpected;
  }

  /** A tab, which no text may hold: a text that was broken does not become whole. */
  function lineEnd(next: number): number {
    isHeld = false;
    if (!isAnother(next)) return TAB;
    depth = 0;
    return NEWLINE;
  }

  return (bytes) => {
    const result = Buffer.allocUnsafe(bytes.length + 1);
    let length = 0;
    for (const byte of bytes) {
      if (isHeld) result[length++] = lineEnd(byte);
      const next = written(byte);
      if (next !== null) result[length++] = next;
    }
    return result.subarray(0, length);
  };
}
