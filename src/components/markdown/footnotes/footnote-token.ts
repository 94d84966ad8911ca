import type { Token, TokenizerExtension, TokenizerThis } from 'marked';

export type FootnoteToken = { type: 'footnote'; raw: string; label: string; tokens: Token[] };
export type FootnoteRefToken = { type: 'footnote-ref'; raw: string; label: string };

const definition = /^ {0,3}\[\^([^\]\s^]{1,64})\]:[ \t]*/;

/** `[^label]: text`, with the lines that go on with it and what is indented below. */
export const footnotes: TokenizerExtension = {
  name: 'footnote',
  level: 'block',
  tokenizer(this: TokenizerThis, source) {
    const [opening, label] = definition.exec(source) ?? [];
    if (opening === undefined || label === undefined) return undefined;
    const raw = source.slice(0, endOf(source, opening.length));
    const text = raw.slice(opening.length).replace(/\n(?: {1,4}|\t)/g, '\n');
    const tokens: Token[] = [];
    // A note within a note is text: there is no end to such nests.
    if (text.startsWith('[^')) tokens.push({ type: 'text', raw: text, text });
    else this.lexer.blockTokens(text, tokens);
    return { type: 'footnote', raw, label, tokens } satisfies FootnoteToken;
  },
};

/** Where the note's last line ends: at an empty line that nothing indented follows, or at the next note. */
function endOf(source: string, from: number): number {
  let end = lineEnd(source, from);
  let at = end;
  let isAfterEmpty = false;
  while (at < source.length) {
    const next = lineEnd(source, at);
    const line = source.slice(at, next);
    const isEmpty = line.trim() === '';
    if (!isEmpty && (definition.test(line) || (isAfterEmpty && !/^(?: {2}|\t)/.test(line)))) break;
    isAfterEmpty = isEmpty || isAfterEmpty;
    at = next;
    if (!isEmpty) end = next;
  }
  return end;
}

function lineEnd(source: string, from: number): number {
  const at = source.indexOf('\n', from);
  return at === -1 ? source.length : at + 1;
}
