import { Lexer, type Links, type MarkedOptions, type Token, type TokenizerExtension } from 'marked';
import { footnoteRefs, footnotes } from '@/components/markdown/footnotes/footnote-token';
import { blockMaths, inlineMaths } from '@/components/markdown/maths/maths-token';

/** A longer run of inline text is shown unformatted: some inputs take the lexer time quadratic in it. */
const longestInline = 6_000;

// Nested deeper than any answer means, such texts overflow the stack or stall the page.
const tooManyMarkers = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){24}/m;
const tooFarIndented = /^[ \t]{100,}(?:[-*+]|\d{1,9}[.)])[ \t]/m;

export type Lexed = { tokens: Token[]; links: Links };

/** What may be only half there: nothing in a whole text, its last block, or also the last words in it. */
export type Growing = 'nothing' | 'block' | 'text';

const extensions: Record<Growing, MarkedOptions['extensions']> = {
  nothing: extensionsOf([blockMaths(false), footnotes], [inlineMaths(false), footnoteRefs]),
  block: extensionsOf([blockMaths(true), footnotes], [inlineMaths(false), footnoteRefs]),
  text: extensionsOf([blockMaths(true), footnotes], [inlineMaths(true), footnoteRefs]),
};

function extensionsOf(
  block: TokenizerExtension[],
  inline: TokenizerExtension[],
): MarkedOptions['extensions'] {
  return {
    renderers: {},
    childTokens: {},
    block: block.map(({ tokenizer }) => tokenizer),
    inline: inline.map(({ tokenizer }) => tokenizer),
    startBlock: block.flatMap(({ start }) => start ?? []),
    startInline: inline.flatMap(({ start }) => start ?? []),
  };
}

/** Block tokens without their inline ones, which {@link lexInline} adds to those that are shown. */
export function lexBlocks(
  source: string,
  links: Links,
  growing: Growing,
): Lexed & { lexer: Lexer } {
  const lexer = new Lexer({ gfm: true, extensions: extensions[growing] });
  Object.assign(lexer.tokens.links, links);
  if (tooManyMarkers.test(source) || tooFarIndented.test(source)) {
    return { lexer, tokens: [plain(source)], links };
  }
  try {
    lexer.blockTokens(source, lexer.tokens);
  } catch {
    // The lexer gave up on hostile text: its characters are still all there to be read.
    return { lexer, tokens: [plain(source)], links };
  }
  return { lexer, tokens: [...lexer.tokens], links: lexer.tokens.links };
}

export function lexInline(lexer: Lexer) {
  for (const { src, tokens } of lexer.inlineQueue) {
    if (src.length > longestInline) tokens.push(plain(src));
    else lexer.inlineTokens(src, tokens);
  }
}

function plain(text: string): Token {
  return { type: 'plain', raw: text, text };
}
