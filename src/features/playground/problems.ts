import type { Metadata } from '@/api/wire';
import { countCodePoints } from '@/lib/count-code-points';
import type { MetadataRow, Parameters } from './parameters';

export const metadataLimits = { pairs: 16, key: 64, value: 512 };

/** What is wrong with a parameter, by the field that shows it; empty when all can be sent. */
export type Problems = Partial<Record<keyof Parameters, string>>;

export function problemsOf(parameters: Parameters): Problems {
  const { max_completion_tokens, n, stop, seed, response_format, tools } = parameters;
  const found: Problems = {};
  if (parameters.store) note(found, 'metadata', metadataProblem(parameters.metadata));
  if (max_completion_tokens.isSet && !isCount(max_completion_tokens.value)) {
    found.max_completion_tokens = 'Enter a whole number of at least 1.';
  }
  if (n.isSet && !(isCount(n.value) && Number(n.value) <= 128)) found.n = 'Enter 1 to 128.';
  if (stop.isSet && linesOf(stop.value).length > 4) found.stop = 'Enter at most 4 sequences.';
  if (seed.isSet && !/^-?\d{1,19}$/.test(seed.value.trim())) {
    found.seed = 'Enter a whole number of up to 19 digits.';
  }
  if (response_format.isSet && response_format.value === 'json_schema') {
    note(found, 'schema', jsonProblem(parameters.schema, isObject, 'an object'));
  }
  if (tools.isSet) note(found, 'tools', jsonProblem(tools.value, Array.isArray, 'an array'));
  return found;
}

/** The rows as the map that is sent; rows without key and value are ones not filled in yet. */
export function metadataOf(rows: readonly MetadataRow[]): Metadata {
  return Object.fromEntries(filled(rows).map(({ key, value }) => [key, value]));
}

export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function metadataProblem(rows: readonly MetadataRow[]): string | null {
  const pairs = filled(rows);
  const keys = pairs.map(({ key }) => key);
  if (pairs.length > metadataLimits.pairs) return `Keep at most ${metadataLimits.pairs} pairs.`;
  if (keys.includes('')) return 'Give every value a key.';
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) return `The key “${twice}” is there twice.`;
  for (const { key, value } of pairs) {
    if (countCodePoints(key) > metadataLimits.key) {
      return `Shorten the key “${key.slice(0, 20)}…” to ${metadataLimits.key} characters.`;
    }
    if (countCodePoints(value) > metadataLimits.value) {
      return `Shorten the value of “${key}” to ${metadataLimits.value} characters.`;
    }
  }
  return null;
}

function filled(rows: readonly MetadataRow[]): MetadataRow[] {
  return rows.filter(({ key, value }) => key !== '' || value !== '');
}

function isCount(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text.trim());
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonProblem(text: string, isRight: (value: unknown) => boolean, what: string) {
  try {
    return isRight(JSON.parse(text)) ? null : `Enter ${what} as JSON.`;
  } catch (error) {
    return error instanceof Error ? `This is no JSON yet: ${error.message}` : null;
  }
}

function note(found: Problems, field: keyof Parameters, problem: string | null) {
  if (problem !== null) found[field] = problem;
}
