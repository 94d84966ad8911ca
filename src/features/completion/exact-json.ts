import { isLosslessNumber, parse, stringify } from 'lossless-json';
import { asRecord } from '@/lib/as-record';

/** JSON.parse keeps 15 digits of a number; these functions keep all of them. */
export function exactCompletion(raw: string): Record<string, unknown> | null {
  try {
    const value = asRecord(parse(raw));
    return asRecord(value?.completion) ?? value;
  } catch {
    // Stricter than JSON.parse (it refuses a key that comes twice): such a text is shown as it is.
    return null;
  }
}

/** Indented; the text itself where it cannot be read. */
export function exactPretty(raw: string): string {
  const completion = exactCompletion(raw);
  return (completion && stringify(completion, null, 2)) ?? raw;
}

export function exactText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isLosslessNumber(value)) return value.toString();
  return stringify(value) ?? '';
}
