/** A text that begins with thinking in tags, taken apart. */
export type ThinkSplit = {
  reasoning: string;
  text: string;
  /** The beginning of the text as it came, tags and blanks included, so that it can be put back. */
  head: string;
};

const OPEN = /^\s*<think>/;
const CLOSE = '</think>';

/**
 * Takes off the `<think>…</think>` at the beginning of an answer: many open models write their thinking there. While
 * it is not closed, all that has come is thinking. Some templates open it in the prompt, so that only its end is in
 * the answer: what stands before that is thinking too. Tags anywhere else are text.
 */
export function splitThinking(text: string): ThinkSplit {
  const open = OPEN.exec(text)?.[0];
  if (open === undefined) {
    const end = closeIn(text);
    return isBareEnd(text, end) ? takenApart(text, 0, end) : { reasoning: '', text, head: '' };
  }
  const end = closeIn(text, open.length);
  if (end === -1) return { reasoning: text.slice(open.length).trim(), text: '', head: text };
  return takenApart(text, open.length, end);
}

/** The last text that was searched in vain: an answer that grows is searched only where it has grown. */
let without = '';
/** Of texts to remember. */
const LONG = 4_000;
const LONGEST = 4_000_000;

function closeIn(text: string, from = 0): number {
  const known = text.slice(0, without.length) === without ? without.length - CLOSE.length : 0;
  const end = text.indexOf(CLOSE, Math.max(from, known));
  if (end === -1 && text.length > LONG && text.length < LONGEST) without = text;
  return end;
}

function takenApart(text: string, start: number, end: number): ThinkSplit {
  const said = text.slice(end + CLOSE.length).trimStart();
  return {
    reasoning: text.slice(start, end).trim(),
    text: said,
    head: text.slice(0, text.length - said.length),
  };
}

/** Not one that an answer talks about: quoted, in code, or behind a beginning. */
function isBareEnd(text: string, end: number): boolean {
  if (end === -1) return false;
  const before = text.slice(0, end);
  if (before.includes('<think>')) return false;
  const isQuoted =
    /["'`“‘«(]$/.test(before) ||
    /^["'`”’»)]/.test(text.slice(end + CLOSE.length, end + CLOSE.length + 1));
  const fences = before.match(/^ {0,3}(```|~~~)/gm)?.length ?? 0;
  return !isQuoted && fences % 2 === 0;
}
