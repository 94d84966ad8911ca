import { unparsableJson } from '../errors';
import { isTooDeep } from './depth';

/** A request body: its exact text, and its value for checking. */
export type JsonBody = { text: string; value: Record<string, unknown> };

/**
 * Reads the bytes of a request body as one JSON object. Fails with 400 on broken JSON, on bytes that are not UTF-8
 * (a byte order mark is accepted), on other values than an object and on nesting deeper than 128 levels.
 */
export function readBody(bytes: Buffer): JsonBody {
  // Checked before parsing: a few megabytes of '[' would keep the parser busy and overflow later readers.
  if (isTooDeep(bytes)) throw unparsableJson();
  const text = decode(bytes);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unparsableJson();
  return { text, value: value as Record<string, unknown> };
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unparsableJson();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unparsableJson();
  }
}
