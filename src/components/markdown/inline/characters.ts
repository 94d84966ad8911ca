const space = /^\s$/u;
const punctuation = /^[\p{P}\p{S}]$/u;
const cjk =
  /^(?:[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{scx=Yi}]|[\u3000-\u303f\uff00-\uffef])$/u;
/** Below, "Han" also lists marks that Latin shares with it, such as the middle dot. */
const FIRST_CJK = 0x1100;

/** Chinese, Japanese or Korean, with the marks that are as wide as they are. */
export function isCjk(character: string): boolean {
  return (character.codePointAt(0) ?? 0) >= FIRST_CJK && cjk.test(character);
}

function isPunctuation(character: string): boolean {
  return isAsciiWord(character) ? false : punctuation.test(character);
}

/** Most neighbours of a mark are, and need no look into Unicode's tables. */
function isAsciiWord(character: string): boolean {
  const code = character.charCodeAt(0);
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

/** The character that ends before `at`, "" at the beginning; one that only picks a look is passed over. */
export function characterBefore(text: string, at: number): string {
  let start = at - 1;
  if (text.charCodeAt(start) < FIRST_CJK) return text.charAt(start);
  if (/^[\uFE00-\uFE0F]$/.test(text.charAt(start))) start -= 1;
  if (start > 0 && /^[\uDC00-\uDFFF]$/.test(text.charAt(start))) start -= 1;
  return characterAt(text, start);
}

export function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/**
 * Whether a run of marks between two characters may begin and end emphasis: CommonMark's rule, by which a mark with
 * punctuation on its inner side needs space or punctuation on its outer one, amended for scripts without spaces
 * (github.com/tats-u/markdown-cjk-friendly): there a neighbour that is CJK is as good as a space.
 */
export function flanking(mark: string, before: string, after: string) {
  const isOpening = reaches(before, after);
  const isClosing = reaches(after, before);
  if (mark !== '_') return { canOpen: isOpening, canClose: isClosing };
  return {
    canOpen: isOpening && (!isClosing || isPunctuation(before)),
    canClose: isClosing && (!isOpening || isPunctuation(after)),
  };
}

function reaches(outer: string, inner: string): boolean {
  if (isSpace(inner)) return false;
  if (!isPunctuation(inner) || isCjk(inner)) return true;
  return isSpace(outer) || isPunctuation(outer) || isCjk(outer);
}

function isSpace(character: string): boolean {
  return (
    character === '' || character === ' ' || (!isAsciiWord(character) && space.test(character))
  );
}
