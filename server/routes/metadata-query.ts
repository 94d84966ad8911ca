import { type ApiFailure, invalidValue } from '../http/errors';

export type MetadataPair = [key: string, value: string];

/**
 * The metadata filter in the query of a list. It comes as `metadata[key]=value`, or, as 4D AIKit sends it, as one
 * parameter `metadata` whose value is such a query itself: `metadata=metadata%5Bkey%5D%3Dvalue`. Either may be encoded
 * once more. Anything else that is called metadata fails with 400: a client that deletes what it lists must never be
 * given everything because its filter was not understood.
 */
export function readMetadataQuery(query: URLSearchParams): MetadataPair[] {
  return [...query].flatMap(([name, value]) => {
    if (!/metadata/i.test(name)) return [];
    return name === 'metadata' ? pairsOfText(value) : [directPair(name, value)];
  });
}

/** `metadata[key]` names one key; its name alone can have been encoded twice, and then its value was, too. */
function directPair(name: string, value: string): MetadataPair {
  const pair = ENCODED_NAME.test(name)
    ? ([keyOf(formDecoded(name)), formDecoded(value)] as const)
    : ([keyOf(name), value] as const);
  return checkedPair(pair);
}

/**
 * In a text with plain brackets `+` is a plus, since its sender wrote it as text; only `%` escapes are undone, for
 * `&`, `=` and brackets in keys and values. Where the brackets are encoded it came from a form encoder: `+` is a space.
 */
function pairsOfText(text: string): MetadataPair[] {
  const isWholeEncoded = ENCODED_NAME.test(text) && !text.includes('=');
  const pieces = (isWholeEncoded ? formDecoded(text) : text).split('&').filter(Boolean);
  if (pieces.length === 0) throw notUnderstood();
  return pieces.map((piece) => {
    const equals = piece.indexOf('=');
    if (equals === -1) throw notUnderstood();
    const name = piece.slice(0, equals);
    const value = piece.slice(equals + 1);
    if (ENCODED_NAME.test(name)) return directPair(name, value);
    return checkedPair([percentDecoded(keyOf(name) ?? ''), percentDecoded(value)]);
  });
}

const ENCODED_NAME = /^metadata%5B/i;

function checkedPair([key, value]: readonly [string | undefined, string]): MetadataPair {
  if (key === undefined || key === '') throw notUnderstood();
  return [key, value];
}

/** All between the first and the last bracket, so that a key may hold brackets; empty ones write a list, which no value is. */
function keyOf(name: string): string | undefined {
  const key = /^metadata\[(.+)\]$/s.exec(name)?.[1];
  return key === undefined || key.startsWith('][') || key.endsWith('][') ? undefined : key;
}

function formDecoded(text: string): string {
  return percentDecoded(text.replaceAll('+', ' '));
}

/** A `%` that begins no escape is one: `100%`. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function notUnderstood(): ApiFailure {
  return invalidValue(
    'metadata',
    "Invalid 'metadata': expected metadata[key]=value, repeated for several pairs. Write & and = within a key, and & within a value, as %26 and %3D.",
  );
}
