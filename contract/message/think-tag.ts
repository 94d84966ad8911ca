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
 * it is not closed, all that has come is thinking. Tags anywhere else are text.
 */
export function splitThinking(text: string): ThinkSplit {
  const open = OPEN.exec(text)?.[0];
  if (open === undefined) return { reasoning: '', text, head: '' };
  const end = text.indexOf(CLOSE, open.length);
  if (end === -1) return { reasoning: text.slice(open.length).trim(), text: '', head: text };
  const after = text.slice(end + CLOSE.length);
  const said = after.trimStart();
  return {
    reasoning: text.slice(open.length, end).trim(),
    text: said,
    head: text.slice(0, text.length - said.length),
  };
}
