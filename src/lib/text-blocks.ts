/**
 * Cuts a text into pieces of about `size`, after a line end where there is one near, else between characters. Joined
 * again they are the text.
 */
export function textBlocks(text: string, size: number): string[] {
  const blocks: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = blockEnd(text, start, size);
    blocks.push(text.slice(start, end));
    start = end;
  }
  return blocks;
}

function blockEnd(text: string, start: number, size: number): number {
  const end = start + size;
  if (end >= text.length) return text.length;
  // Only within the block: from a text without line ends, each search would go back to its beginning.
  const lineLength = text.slice(start, end).lastIndexOf('\n') + 1;
  if (lineLength > size / 2) return start + lineLength;
  const isInsidePair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return isInsidePair ? end + 1 : end;
}
