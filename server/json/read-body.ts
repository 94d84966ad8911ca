import { isObject } from '#contract/json';
import { ApiFailure, unparsableJson } from '../http/errors';
import { hasMoreValues, isTooDeep, MAX_VALUES } from './depth';

/** A request body: its exact text, and its value for checking. */
export type JsonBody = { text: string; value: Record<string, unknown> };

/**
 * Reads the bytes of a request body as one JSON object. Fails with 400 on broken JSON, on bytes that are not UTF-8
 * (a byte order mark is accepted), on other values than an object, on nesting deeper than 128 levels and on more than
 * `most` values.
 */
export function readBody(bytes: Buffer, most = MAX_VALUES.request): JsonBody {
  // Checked before parsing: a few megabytes of '[' would keep the parser busy and overflow later readers.
  if (isTooDeep(bytes)) throw unparsableJson();
  if (hasMoreValues(bytes, most)) throw tooManyValues(most);
  const text = decode(bytes);
  const value = parse(text);
  if (!isObject(value)) throw unparsableJson();
  return { text, value };
}

function tooManyValues(most: number): ApiFailure {
  return new ApiFailure(
    400,
    `The JSON has too many values: at most ${most.toLocaleString('en')} are accepted here. Nothing of it was used, and no model was called. Please send it in smaller parts, or long lists as text.`,
    { code: 'too_many_values' },
  );
}

const strict = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string {
  try {
    return strict.decode(bytes);
  } catch {
    throw unparsableJson();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unparsableJson();
  }
}
