import { digitsOf } from './message/json-text';

/**
 * A whole number however a server writes it: `3`, `3.0`, or `"3"`. Null for everything else, also for what JavaScript
 * would round.
 */
export function wholeNumber(value: unknown): number | null {
  const digits = typeof value === 'string' ? value.trim() : digitsOf(value);
  const isWritten = digits !== null && /^-?\d+(\.0*)?$/.test(digits);
  const number = isWritten ? Number(digits) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}
