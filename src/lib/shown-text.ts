/** Embeddings and isolates: they end with the element that isolates the text. */
const MARKS = /[\u202A-\u202C\u2066-\u2069]/g;
/** Overrides turn letters round, so that a text reads as another one. */
const OVERRIDES = /[\u202D\u202E]/g;

/** A text for one line of a table: nothing in it can make it, or what stands beside it, read as something else. */
export function shownText(text: string): string {
  return text
    .replace(MARKS, '')
    .replace(OVERRIDES, (mark) => `[U+${mark.codePointAt(0)?.toString(16).toUpperCase()}]`);
}
