import { countCodePoints } from '#contract/code-points';
import { METADATA_LIMITS, type Metadata } from '#contract/metadata';
import { isStorable } from '#contract/storable';
import { ApiFailure, invalidType, invalidValue, tooLong } from './errors';

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
  checkLength(param, key, METADATA_LIMITS.key);
  if (typeof value !== 'string') throw invalidType(param, 'a string', value);
  checkLength(param, value, METADATA_LIMITS.value);
  if (!isStorable(key) || !isStorable(value)) {
    throw invalidValue(
      param,
      `Invalid '${param}': the characters NUL and unpaired surrogates cannot be kept in metadata.`,
    );
  }
}

/** UTF-16 units. */
const LONG = 100_000;

function checkLength(param: string, text: string, most: number): void {
  // To count the characters of megabytes would hold up others, and nobody needs the number.
  const length = text.length > LONG ? text.length : countCodePoints(text);
  if (length > most) throw tooLong(param, most, length);
}

function tooManyPairs(count: number): ApiFailure {
  return new ApiFailure(
    400,
    `Invalid 'metadata': too many properties. Expected an object with at most ${METADATA_LIMITS.pairs} properties, but got an object with ${count} properties instead.`,
    { param: 'metadata', code: 'object_above_max_properties' },
  );
}
