import { folded } from './folded';

/** A phrase is quoted from the start of a word to the end of one: what measures inches is none. */
const PARTS = /(?<=^|\s)"([^"]*[^"\s][^"]*)"(?=\s|$)|\S+/gu;

/** What must all be found for a search, folded, each once: its words, and its quoted phrases with one blank between words. */
export function searchWords(search: string): string[] {
  const parts = [...folded(search).matchAll(PARTS)].map(([word, phrase]) => phrase ?? word);
  return [...new Set(parts.map((part) => part.trim().replace(/\s+/gu, ' ')))];
}
