import { idPart } from '../sql/search-names';
import type { Bind } from '../table/dialect';

// What of a text `s` and of names `n` a word of a search asks; what a user types is never a pattern.

/** That each word stands in the text or the names, as each row is asked: no index answers it. */
export function either(words: readonly string[], bind: Bind): string {
  return words
    .map((word) => `(${named(word, bind, holds)} OR ${holds('s.text', word, bind)})`)
    .join(' AND ');
}

export function said(word: string, bind: Bind): string {
  return like('s.text', word, bind);
}

export function named(word: string, bind: Bind, has = like): string {
  const id = idPart(word);
  const inValues = has('n.vals', word, bind);
  return id === null ? inValues : `(${inValues} OR ${has('n.ids', id, bind)})`;
}

/** What the trigram index can answer. */
function like(column: string, word: string, bind: Bind): string {
  return `${column} LIKE ${bind(`%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`)}`;
}

/** Words of as many letters `strpos` finds sooner, as it leaps; and it is planned without a look at statistics. */
const LEAPS = 5;

function holds(column: string, word: string, bind: Bind): string {
  return word.length < LEAPS ? like(column, word, bind) : `strpos(${column}, ${bind(word)}) > 0`;
}
