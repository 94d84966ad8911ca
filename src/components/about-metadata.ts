/** What a message about an edit of this completion's metadata is about: a later edit withdraws the undo of an earlier. */
export function aboutMetadata(id: string): string {
  return `metadata ${id}`;
}
