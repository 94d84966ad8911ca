/** The value as an object with unknown members; null for anything else, arrays included. */
export function asRecord(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  // Every non-array object can be read by string keys.
  return value as Record<string, unknown>;
}
