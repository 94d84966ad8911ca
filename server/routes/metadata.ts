import { ApiFailure, invalidType, invalidValue, tooLong } from '../errors';
import type { Metadata } from '../store/store';

/** Limits of OpenAI's API; lengths in code points. */
export const METADATA_LIMITS = { pairs: 16, key: 64, value: 512 } as const;

/** Checks the `metadata` of a create or update request. Null and absent mean "none". Fails with 400. */
export function readMetadata(value: unknown): Metadata {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw invalidType('metadata', 'an object', value);
  }
  const pairs = Object.entries(value);
  if (pairs.length > METADATA_LIMITS.pairs) throw tooManyPairs(pairs.length);
  for (const [key, text] of pairs) checkPair(key, text);
  return Object.fromEntries<string>(pairs);
}

function checkPair(key: string, value: unknown): void {
  if (key === '') {
    throw invalidValue('metadata', "Invalid 'metadata': a key must have at least one character.");
  }
  const param = `metadata.${key}`;
  if (length(key) > METADATA_LIMITS.key) throw tooLong(param, METADATA_LIMITS.key, length(key));
  if (typeof value !== 'string') throw invalidType(param, 'a string', value);
  if (length(value) > METADATA_LIMITS.value) {
    throw tooLong(param, METADATA_LIMITS.value, length(value));
  }
  if (!isStorable(key) || !isStorable(value)) {
    throw invalidValue(
      param,
      `Invalid '${param}': the characters NUL and unpaired surrogates cannot be kept in metadata.`,
    );
  }
}

/** Neither database can hold or compare these characters as text. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function length(text: string): number {
  return text.length > 2 * METADATA_LIMITS.value ? text.length : Array.from(text).length;
}

function tooManyPairs(count: number): ApiFailure {
  return new ApiFailure(
    400,
    `Invalid 'metadata': too many properties. Expected an object with at most ${METADATA_LIMITS.pairs} properties, but got an object with ${count} properties instead.`,
    { param: 'metadata', code: 'object_above_max_properties' },
  );
}
