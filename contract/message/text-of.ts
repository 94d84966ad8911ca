import { isObject } from '../json';
import { digitsOf } from './json-text';

/** Lists of texts within lists of texts end somewhere. */
const DEEPEST = 8;

/**
 * The text in a value that should be one: a string, `{text}`, `{value}`, or a list of these. Empty when there is none.
 * Source: Mistral sends thinking as a list of text parts, others as one string.
 */
export function plainText(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (depth > DEEPEST) return '';
  if (Array.isArray(value)) return value.map((item) => plainText(item, depth + 1)).join('');
  if (!isObject(value)) return digitsOf(value) ?? '';
  return plainText(value['text'] ?? value['value'], depth + 1);
}

/** The first of the values that is a text and not empty; else an empty one. */
export function firstText(...values: unknown[]): string {
  for (const value of values) if (typeof value === 'string' && value !== '') return value;
  return '';
}
