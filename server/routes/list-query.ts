import {
  ApiFailure,
  invalidCursor,
  invalidType,
  invalidValue,
  unknownParameter,
} from '../http/errors';
import type { ListQuery } from '../store/listing';
import { isStorable } from '#contract/storable';
import { METADATA_LIMITS } from '#contract/metadata';
import { readMetadataQuery } from './metadata-query';

/** Page sizes: OpenAI documents the default only. */
export const PAGE_SIZE = { default: 20, maximum: 100 } as const;

/**
 * Source: `listChatCompletions` of the spec. Unknown parameters are ignored, wrong ones fail with 400, and so does a
 * filter that is written in a way of its own: without it the list would hold what was not asked for.
 */
export function readListQuery(query: URLSearchParams): ListQuery {
  for (const name of query.keys()) {
    if (name !== 'model' && /^models?(\W|$)/i.test(name))
      throw unknownParameter(name.slice(0, 100));
  }
  return { ...readPageQuery(query), model: single(query, 'model'), metadata: readFilter(query) };
}

/** The part that every list has. `after` is kept as text: what it may name differs from list to list. */
export function readPageQuery(
  query: URLSearchParams,
): Pick<ListQuery, 'after' | 'limit' | 'order'> {
  const after = single(query, 'after');
  if (after === '') throw invalidCursor();
  return { after, limit: readLimit(query), order: readOrder(query) };
}

/**
 * For what is asked for by a body: a condition in the address would be passed over, and more be acted on than was meant.
 * Fails with 400.
 */
export function refuseQuery(query: URLSearchParams): void {
  const [name] = query.keys();
  if (name !== undefined) throw unknownParameter(name.slice(0, 100));
}

/** The value of a parameter that may come once. */
export function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw invalidValue(name, `Invalid '${name}': given more than once.`);
  const value = values[0];
  if (value !== undefined && !isStorable(value)) {
    throw invalidValue(name, `Invalid '${name}': NUL and unpaired surrogates are not allowed.`);
  }
  return value;
}

export function readLimit(
  query: URLSearchParams,
  size: { default: number; maximum: number } = PAGE_SIZE,
): number {
  const text = single(query, 'limit');
  if (text === undefined) return size.default;
  if (!/^[+-]?\d{1,15}$/.test(text)) throw invalidType('limit', 'an integer', text);
  const limit = Number(text);
  if (limit < 1) throw outOfRange('integer_below_min_value', 'below minimum', '>= 1', limit);
  if (limit > size.maximum) {
    throw outOfRange('integer_above_max_value', 'above maximum', `<= ${size.maximum}`, limit);
  }
  return limit;
}

function outOfRange(code: string, side: string, range: string, limit: number): ApiFailure {
  return new ApiFailure(
    400,
    `Invalid 'limit': integer ${side} value. Expected a value ${range}, but got ${limit} instead.`,
    { param: 'limit', code },
  );
}

function readOrder(query: URLSearchParams): 'asc' | 'desc' {
  const order = single(query, 'order') ?? 'asc';
  if (order === 'asc' || order === 'desc') return order;
  throw invalidValue(
    'order',
    `Invalid value: '${order.slice(0, 100)}'. Supported values are: 'asc' and 'desc'.`,
  );
}

function readFilter(query: URLSearchParams): [string, string][] {
  const pairs = readMetadataQuery(query);
  if (pairs.length > METADATA_LIMITS.pairs) {
    throw invalidValue(
      'metadata',
      `Invalid 'metadata': at most ${METADATA_LIMITS.pairs} filters can be combined, but got ${pairs.length}.`,
    );
  }
  if (!pairs.every(([key, value]) => isStorable(key) && isStorable(value))) {
    throw invalidValue(
      'metadata',
      "Invalid 'metadata': NUL and unpaired surrogates are not allowed.",
    );
  }
  return pairs;
}
