import { idPart } from '../sql/search-names';
import type { Bind } from '../table/selection';

// What of a text `s` and of names `n` a word of a search asks; what a user types is never a pattern.

/** That each word stands in the text or the names. */
export function either(words: readonly string[], bind: Bind): string {
  return words.map((word) => `(${named(word, bind)} OR ${said(word, bind)})`).join(' AND ');
}

export function said(word: string, bind: Bind): string {
  return like('s.text', word, bind);
}

export function named(word: string, bind: Bind): string {
  const id = idPart(word);
  const inValues = like('n.vals', word, bind);
  return id === null ? inValues : `(${inValues} OR ${like('n.ids', id, bind)})`;
}

/** What the trigram index can answer. */
function like(column: string, word: string, bind: Bind): string {
  return `${column} LIKE ${bind(`%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`)}`;
}
