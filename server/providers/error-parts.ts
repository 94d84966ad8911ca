/** A piece of a text; `isTold`: it says what went wrong, and is no answer. */
export type Part = { text: string; isTold: boolean };

/** Whether a member of this name is one in which providers tell of a failure, wherever it stands. */
export function tellsOfFailure(name: string): boolean {
  return /error|fail|exception|warning/i.test(name);
}

/** Members of the document itself that do, but where they hold an object: that is a message of a conversation. */
const WORDS = /^(message|msg|details?|reason|status_msg|status_message)$/i;
/** UTF-16 units; no name that matters is longer. */
const LONGEST_NAME = 80;

/**
 * Reads JSON documents, one behind the other, in pieces of any size, and says which parts of them tell of a failure.
 * Text that is no JSON tells of none.
 */
export class ErrorParts {
  /** The document calls itself an error: all of it tells, also what came before. */
  isError = false;
  /** Nothing of a document has come yet, or nothing behind the last one. */
  isBetween = true;
  /** The document is a list. */
  isList = false;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** The last string, as far as it may matter, still escaped. */
  #word = '';
  #name = '';
  #isValue = false;
  #mayBeWords = false;
  /** How deep the member stands that tells; null outside of one. */
  #told: number | null = null;

  /** The parts of the next piece, which goes no further than the end of a document; `rest` is to be read next. */
  read(text: string): { parts: Part[]; rest: string } {
    const parts: Part[] = [];
    let from = 0;
    const turn = (at: number, told: number | null) => {
      if (at > from) parts.push({ text: text.slice(from, at), isTold: this.#told !== null });
      from = at;
      this.#told = told;
    };
    for (let at = 0; at < text.length; at += 1) {
      if (this.#isInString) {
        at = this.#inString(text, at);
        continue;
      }
      const sign = text.charAt(at);
      if (sign <= ' ') continue;
      if (this.isBetween) this.#begin(sign);
      if (this.#mayBeWords && sign !== '{') turn(at, this.#depth);
      this.#mayBeWords = false;
      if (sign === '"') {
        this.#isInString = true;
        this.#word = '';
      } else if (sign === ':') {
        if (this.#told === null && this.#tells()) turn(at + 1, this.#depth);
      } else if (sign === ',') {
        this.#isValue = false;
        if (this.#told === this.#depth) turn(at, null);
      } else if (sign === '{' || sign === '[') {
        this.#isValue = false;
        this.#depth += 1;
      } else if (sign === '}' || sign === ']') {
        this.#depth -= 1;
        if (this.#told !== null && this.#depth < this.#told) turn(at, null);
        if (this.#depth > 0) continue;
        this.isBetween = true;
        turn(at + 1, null);
        return { parts, rest: text.slice(from) };
      }
    }
    turn(text.length, this.#told);
    return { parts, rest: '' };
  }

  #begin(sign: string): void {
    this.isBetween = false;
    this.isError = false;
    this.isList = sign === '[';
    this.#depth = 0;
    this.#isValue = false;
    this.#told = null;
  }

  /** Goes on to the end of a string, or of what has come of it. */
  #inString(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === BACKSLASH) this.#isEscaped = true;
      else if (code === QUOTE) break;
    }
    this.#word += text.slice(from, Math.min(at, from + LONGEST_NAME - this.#word.length));
    if (at === text.length) return at;
    this.#isInString = false;
    const isKind = this.#isValue && this.#depth === 1 && /^(type|object)$/.test(this.#name);
    if (isKind && this.#word === 'error') this.isError = true;
    return at;
  }

  /** Whether the member does whose name was read last. */
  #tells(): boolean {
    this.#isValue = true;
    this.#name = unescaped(this.#word);
    this.#mayBeWords = this.#depth <= (this.isList ? 2 : 1) && WORDS.test(this.#name);
    return tellsOfFailure(this.#name);
  }
}

const BACKSLASH = 92;
const QUOTE = 34;

function unescaped(word: string): string {
  if (!word.includes('\\')) return word;
  try {
    return String(JSON.parse(`"${word}"`));
  } catch {
    return word;
  }
}
