export const CHUNK_LINES = 24;
/** A longer line has no colours: it is data, and takes long to colour. */
export const LONGEST_CHUNK = 4_000;

/** Code in pieces that stay the same while it grows, but for the last ones. */
export function codeChunks(code: string): string[] {
  const chunks: string[] = [];
  let chunk = '';
  let count = 0;
  for (let start = 0; start < code.length;) {
    const at = code.indexOf('\n', start);
    const end = at === -1 ? code.length : at + 1;
    if (count === CHUNK_LINES || (count > 0 && chunk.length + end - start > LONGEST_CHUNK)) {
      chunks.push(chunk);
      chunk = '';
      count = 0;
    }
    chunk += code.slice(start, end);
    count += 1;
    start = end;
  }
  if (chunk !== '') chunks.push(chunk);
  return chunks;
}
