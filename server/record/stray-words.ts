import { readErrorText } from '#contract/provider-error';

/** What an answer that is none says to people, whatever its status; null where it says nothing, or is no text. */
export function strayWords(text: string): string | null {
  return text.includes('\uFFFD') ? null : (readErrorText(text)?.message ?? null);
}
