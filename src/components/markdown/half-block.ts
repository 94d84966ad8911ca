/** One or two marks below a line of a growing text: perhaps a heading, more likely the beginning of a list or table. */
export function withoutHalfUnderline(text: string): string {
  const end = text.lastIndexOf('\n');
  const isBelowText = end > 0 && text.charAt(end - 1) !== '\n';
  return isBelowText && /^ {0,3}(?:-{1,2}|={1,2})$/.test(text.slice(end + 1))
    ? text.slice(0, end)
    : text;
}
