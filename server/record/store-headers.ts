import type { IncomingHttpHeaders } from 'node:http';
import { invalidValue } from '../http/errors';

/** What a client that cannot say it in the body says in headers, about keeping the exchange. */
export type StoreHeaders = {
  /** Undefined: nothing was said. */
  store: boolean | undefined;
  /** Still to be held against the limits of metadata. */
  metadata: Record<string, string>;
};

/**
 * Reads `x-store: true|false` and `x-store-metadata: key=value; key2=value2`, whose keys and values are percent-encoded
 * where they hold more than ASCII, `;` or `%`. Empty headers say nothing; malformed ones fail with 400.
 */
export function readStoreHeaders(headers: IncomingHttpHeaders): StoreHeaders {
  return {
    store: readStore(textOf(headers['x-store'])),
    metadata: readPairs(textOf(headers['x-store-metadata'])),
  };
}

function readStore(text: string): boolean | undefined {
  if (text === '') return undefined;
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw invalidValue('x-store', "Invalid header 'x-store': expected 'true' or 'false'.");
}

function readPairs(text: string): Record<string, string> {
  const pairs = new Map<string, string>();
  for (const piece of text.split(';').map((each) => each.trim())) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const key = equals < 1 ? '' : decoded(piece.slice(0, equals).trim());
    if (key === '' || pairs.has(key)) throw malformed();
    pairs.set(key, decoded(piece.slice(equals + 1).trim()));
  }
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text)) throw malformed();
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed();
  }
}

function textOf(header: string | string[] | undefined): string {
  return [header ?? ''].flat().join(';').trim();
}

function malformed(): Error {
  return invalidValue(
    'x-store-metadata',
    "Invalid header 'x-store-metadata': expected 'key=value; key2=value2', each key once, other characters percent-encoded.",
  );
}
