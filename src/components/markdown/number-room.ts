/** Room to the left of a numbered list whose last number this is: a longer number would be cut off. */
export function numberRoom(last: number): string {
  if (last < 100) return 'pl-6';
  return last < 1_000 ? 'pl-9' : 'pl-14';
}
