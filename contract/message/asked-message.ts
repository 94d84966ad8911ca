/**
 * A message of a request as it was sent, from the form in which a server lists it: without the id that its store gave
 * it and the nulls that nobody set, its parts in the place of its content. An answer of calls alone keeps its null
 * content.
 */
export function askedMessage(listed: Record<string, unknown>): Record<string, unknown> {
  const { id: _, content_parts: parts, ...message } = listed;
  const members = Object.entries(message).filter(
    ([name, value]) => value !== null || name === 'content',
  );
  const asked = Object.fromEntries(members);
  return Array.isArray(parts) && parts.length > 0 ? { ...asked, content: parts } : asked;
}
