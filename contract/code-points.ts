/** Characters as people and OpenAI's limits count them: an emoji outside the basic plane is one, not two. */
export function countCodePoints(text: string): number {
  let count = text.length;
  // Character by character would take a second for 30 MB.
  for (let at = 0; at < text.length - 1; at += 1) if (isPair(text, at)) count -= 1;
  return count;
}

/** The first characters of a text, counted as {@link countCodePoints} does. */
export function firstCodePoints(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (let count = 0; count < most && end < text.length; count += 1)
    end += isPair(text, end) ? 2 : 1;
  return text.slice(0, end);
}

/** Whether two code units from `at` on are one character. */
function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
