/** Characters as people and OpenAI's limits count them: an emoji outside the basic plane is one, not two. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
