/**
 * JSON text as one line of a file of lines, whatever reads it: a line break in it can only be space between its parts,
 * since in a string it would be escaped; the line and paragraph separators of Unicode, which many readers take for ends
 * of lines, are escaped.
 */
export function jsonLine(json: string): string {
  if (!/[\r\n\u2028\u2029]/.test(json)) return json;
  return json
    .replace(/[\r\n]/g, ' ')
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}
