/** Characters as people and OpenAI's limits count them: an emoji outside the basic plane is one, not two. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The first characters of a text, counted as {@link countCodePoints} does. */
export function firstCodePoints(text: string, most: number): string {
  // No text has more of them than code units.
  return text.length <= most ? text : Array.from(text).slice(0, most).join('');
}
