/** Bold, struck, code and links by what they show, fences, signs of titles and before a first item; what a cut left open stays. */
const MARKS =
  /(?<!\S)(?:`{3,}|~{3,})[\w+#.-]*(?:\s+|$)|(\*\*|__|~~|``?)(?=\S)(.{1,400}?)(?<=\S)\1|(?<!\w)!?\[([^[\]]*)\]\([^\s()]*\)|(?:^(?:#|>|[-*+])|(?<!\S)#{2,6})\s+/gu;

/** Emphasis, where it can be nothing else: no product, no pattern of files, no name with underscores. */
const EMPHASIS =
  /(?<![^\s\p{Lo}([{"'“‘«—–])([*_])(?=[^\s*_.,])((?:(?!\1).){1,400})(?<![\s\\])\1(?![\w*_])/gu;

/** A preview of one line without the signs of its markdown, for a row in which nothing is drawn of it. */
export function unmarked(line: string): string {
  return line
    .replace(MARKS, (_, _sign, inside?: string, label?: string) => inside ?? label ?? '')
    .replace(EMPHASIS, '$2');
}
