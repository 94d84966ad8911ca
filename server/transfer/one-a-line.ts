const [TAB, NEWLINE, RETURN, BLANK, QUOTE, BACKSLASH] = [9, 10, 13, 32, 34, 92];
const [LIST, LIST_END, OBJECT, OBJECT_END, COMMA] = [91, 93, 123, 125, 44];
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

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
    const form = formOf(head, start);
    if (form === null) continue;
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

/** Ends the line between values at the depth `within`, and nowhere inside them; the list around them is left out. */
function createRewriter(within: 0 | 1): (bytes: Buffer) => Buffer {
  let top: number = within;
  let depth = 0;
  let isText = false;
  let isEscaped = false;

  function written(byte: number): number | null {
    if (isText) {
      if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = true;
      else if (byte === QUOTE) isText = false;
      return byte;
    }
    if (byte === QUOTE) isText = true;
    else if (byte === LIST || byte === OBJECT) {
      depth += 1;
      if (depth <= top) return null;
    } else if (byte === LIST_END || byte === OBJECT_END) {
      depth = Math.max(0, depth - 1);
      if (depth < top) {
        // What follows the list stands a value a line.
        top = 0;
        return NEWLINE;
      }
    } else if (byte === COMMA && depth === top && top > 0) return NEWLINE;
    else if (byte === NEWLINE && depth > 0) return BLANK;
    return byte;
  }

  return (bytes) => {
    const result = Buffer.allocUnsafe(bytes.length);
    let length = 0;
    for (const byte of bytes) {
      const next = written(byte);
      if (next !== null) result[length++] = next;
    }
    return result.subarray(0, length);
  };
}
