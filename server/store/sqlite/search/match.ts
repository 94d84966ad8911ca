import { idPart } from '../../sql/search-names';
import { indexedParts, isTrigram } from '../../sql/search-text';
import type { Prefixes } from './prefixes';

/** Of a word; more would leave out no more texts. */
const MOST_TRIGRAMS = 24;

/** Matches no row. */
export const NOTHING = '""';

/** What finds the texts that may hold a word or phrase; null where no index does. */
export function saidBy(word: string, prefixes: Prefixes): string | null {
  const parts = indexedParts(word);
  if (parts.length > 0) return parts.map(allTrigrams).join(' AND ');
  return oneOfEach(word.split(' ').map((part) => prefixes.said(part)));
}

/** Whether what has the trigrams of a word may still not hold it: they may stand elsewhere, and phrases apart. */
export function isToBeRead(word: string): boolean {
  return Array.from(word).length > 3 || word.includes(' ');
}

/** What finds the completions one of whose values may hold it. */
export function valuesBy(word: string, prefixes: Prefixes): string | null {
  return isTrigram(word) ? allTrigrams(word) : oneOfEach([prefixes.named(word)]);
}

/** What finds the completions whose ids may hold it; null where it is no part of one. */
export function idsBy(word: string): string | null {
  const id = idPart(word);
  return id === null ? null : allTrigrams(id);
}

/** All trigrams of a word: what has them may hold it. */
export function allTrigrams(word: string): string {
  const letters = Array.from(word);
  const all = new Set(letters.slice(2).map((_, i) => letters.slice(i, i + 3).join('')));
  const step = Math.ceil(all.size / MOST_TRIGRAMS);
  return [...all]
    .filter((_, i) => i % step === 0)
    .map(quoted)
    .join(' AND ');
}

function oneOfEach(lists: readonly (readonly string[] | null)[]): string | null {
  const terms = lists.map((list) => list && (list.map(quoted).join(' OR ') || NOTHING));
  return terms.includes(null) ? null : terms.map((term) => `(${term})`).join(' AND ');
}

/** Nothing a user types is FTS5 syntax. */
function quoted(trigram: string): string {
  return `"${trigram.replaceAll('"', '""')}"`;
}
