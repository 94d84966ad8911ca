import { isObject } from '../json';
import { jsonText } from './json-text';
import { firstText } from './text-of';

/** Longer messages are pages of HTML or stack traces: their beginning says what they say. */
const LONGEST = 2_000;

/** What a provider says of an error, in its own words: `{message}`, `{error}`, `{detail}`, a text, or any JSON. */
export function providerWords(error: unknown): string {
  const words = wordsOf(error, 0).trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST).toWellFormed()}…` : words;
}

function wordsOf(error: unknown, depth: number): string {
  if (typeof error === 'string') return error;
  if (!isObject(error) || depth > 4)
    return error === null || error === undefined ? '' : jsonText(error, 0);
  const { message, error: inner, detail, metadata } = error;
  const said = firstText(message, detail, inner);
  // OpenRouter says "Provider returned error", and the provider's words beside it.
  const raw = isObject(metadata) ? firstText(metadata['raw']) : '';
  if (said) return raw && !said.includes(raw) ? `${said}: ${raw}` : said;
  const nested = [inner, message, detail].find((value) => value !== null && value !== undefined);
  return wordsOf(
    nested ?? (firstText(error['code'], error['type']) || jsonText(error, 0)),
    depth + 1,
  );
}
