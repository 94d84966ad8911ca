/**
 * Of numbers that are bound as one value, in ascending order: rows that lie side by side are taken in turn, so that
 * their pages are read and written once.
 */
export const AMONG = 'IN (SELECT value FROM json_each(?))';

/** The value. */
export function among(numbers: readonly number[]): string {
  return JSON.stringify(numbers);
}
