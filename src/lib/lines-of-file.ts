/** Bytes of a line that is worth showing; of a longer one nothing comes. */
export const LONGEST_SHOWN = 100_000;
const PIECE = 1024 * 1024;
const NEWLINE = 10;

/**
 * The lines of these numbers, counted from 1, as far as they can be shown; null for a file that is no lines but one
 * list, or indented. Reads on no further than to the last that is asked for.
 */
export async function linesOfFile(
  file: Blob,
  numbers: readonly number[],
): Promise<Map<number, string> | null> {
  const found = new Map<number, string>();
  const last = Math.max(0, ...numbers);
  const wanted = new Set(numbers);
  let line = 1;
  /** Of the line that is read. */
  let parts: Blob[] = [];
  let size = 0;

  async function end(): Promise<void> {
    if (wanted.has(line) && size <= LONGEST_SHOWN)
      found.set(line, (await new Blob(parts).text()).replace(/\r$/, ''));
    parts = [];
    size = 0;
    line += 1;
  }

  for (let start = 0; start < file.size && line <= last; start += PIECE) {
    const piece = file.slice(start, start + PIECE);
    const bytes = new Uint8Array(await piece.arrayBuffer());
    if (start === 0 && !isOfLines(bytes)) return null;
    for (let from = 0; from < bytes.length && line <= last;) {
      const next = bytes.indexOf(NEWLINE, from);
      const to = next === -1 ? bytes.length : next;
      size += to - from;
      if (wanted.has(line) && size <= LONGEST_SHOWN) parts.push(piece.slice(from, to));
      if (next !== -1) await end();
      from = to + 1;
    }
  }
  if (line <= last) await end();
  return found;
}

/** As the server tells it: neither a list nor indented, which breaks the line right behind its first brace. */
function isOfLines(head: Uint8Array): boolean {
  return !/^\s*(?:\[|\{[\t \r]*\n)/.test(new TextDecoder().decode(head));
}
