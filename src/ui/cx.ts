/** Joins class names; a component passes its own first and the caller's last. */
export function cx(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
