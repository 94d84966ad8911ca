/** Whether a page before this one has left changes that did not arrive; it knows by the name alone. */
export function hasUnsavedWrites(): boolean {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith('chatkeep.write '));
  } catch {
    // Blocked storage: nothing was left.
    return false;
  }
}
