/**
 * The text of a JSON file that people write, without its mark. Editors on Windows write a byte order mark, or UTF-16;
 * JSON begins with ASCII, so the zeros tell without a mark.
 */
export function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || second === 0) return textOf(bytes, 'utf-16le');
  if ((first === 0xfe && second === 0xff) || first === 0) return textOf(bytes, 'utf-16be');
  return textOf(bytes, 'utf-8');
}

/** Without the mark; bytes that are no such text fail. */
function textOf(bytes: Buffer, encoding: string): string {
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}
