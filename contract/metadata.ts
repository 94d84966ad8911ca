import { countCodePoints } from './code-points';
import { isObject } from './json';
import { isStorable } from './storable';

/** The metadata of a completion: a map of texts, as OpenAI's API has it. */
export type Metadata = Record<string, string>;

/** Limits of OpenAI's API. Lengths are in code points: an emoji is one, not two. */
export const METADATA_LIMITS = { pairs: 16, key: 64, value: 512 } as const;

/**
 * Metadata as texts: servers of other makes keep numbers and more in them, which become their JSON text, and some have
 * an empty list for an empty map. Null for what is none.
 */
export function textMetadata(value: unknown): Metadata | null {
  if (Array.isArray(value) && value.length === 0) return {};
  if (!isObject(value)) return null;
  const pairs = Object.entries(value).map(([key, each]): [string, string] => [
    key,
    typeof each === 'string' ? each : JSON.stringify(each),
  ]);
  return Object.fromEntries(pairs);
}

/** What keeps a key from being stored, and what to do; null when nothing does. */
export function keyProblem(key: string): string | null {
  if (key === '') return 'Give this value a key.';
  if (countCodePoints(key) > METADATA_LIMITS.key) {
    return `Shorten the key to ${METADATA_LIMITS.key} characters.`;
  }
  return characterProblem(key);
}

/** The same of a value, which may be empty. */
export function valueProblem(value: string): string | null {
  if (countCodePoints(value) > METADATA_LIMITS.value) {
    return `Shorten the value to ${METADATA_LIMITS.value} characters.`;
  }
  return characterProblem(value);
}

/** Whether both are the same map, in whatever order. */
export function sameMetadata(one: Metadata, other: Metadata): boolean {
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && one[key] === other[key])
  );
}

function characterProblem(text: string): string | null {
  return isStorable(text) ? null : 'It holds a character that cannot be stored.';
}
