import { readErrorText } from '#contract/provider-error';

/** UTF-16 units: it may be anything, and more than an error says in its own words. */
const LONGEST = 500;

/** What an answer that is none says to people, whatever its status; null where it says nothing, or is no text. */
export function strayWords(text: string): string | null {
  if (text.includes('\uFFFD')) return null;
  const words = readErrorText(text)?.message ?? null;
  return words !== null && words.length > LONGEST
    ? `${words.slice(0, LONGEST - 1).toWellFormed()}…`
    : words;
}
