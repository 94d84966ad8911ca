import { Lexer, type MarkedOptions, type Token, type TokenizerExtension } from 'marked';
import { AnswerTokenizer } from '@/components/markdown/answer-tokenizer';
import { footnotes } from '@/components/markdown/footnotes/footnote-token';
import { blockMaths } from '@/components/markdown/maths/maths-token';

/** A text that is still to be read, and where what is found in it goes. */
export type InlineText = Lexer['inlineQueue'][number];

export type Lexed = {
  tokens: Token[];
  /** In the order of the text. */
  texts: InlineText[];
};

const whole = extensionsOf([blockMaths(false), footnotes]);
const growing = extensionsOf([blockMaths(true), footnotes]);

function extensionsOf(block: TokenizerExtension[]): MarkedOptions['extensions'] {
  return {
    renderers: {},
    childTokens: {},
    block: block.map(({ tokenizer }) => tokenizer),
    startBlock: block.flatMap(({ start }) => start ?? []),
  };
}

/** The blocks of a text, by marked; their inline half is not read yet. `isGrowing`: its end is not there yet. */
export function lexBlocks(source: string, isGrowing: boolean): Lexed {
  const lexer = new Lexer({
    gfm: true,
    extensions: isGrowing ? growing : whole,
    tokenizer: new AnswerTokenizer(),
  });
  try {
    lexer.blockTokens(source, lexer.tokens);
  } catch {
    // The lexer gave up on hostile text: its characters are still all there to be read.
    return { tokens: [{ type: 'plain', raw: source, text: source }], texts: [] };
  }
  return { tokens: [...lexer.tokens], texts: lexer.inlineQueue };
}

/** Every token within one, and itself. */
export function* tokensIn(token: Token): Generator<Token> {
  yield token;
  const { tokens, summary, items, header, rows } = token as Inside;
  // A cell's "header" only says that it is one.
  for (const list of [tokens, summary, items, header, rows?.flat()]) {
    if (Array.isArray(list)) for (const each of list) yield* tokensIn(each);
  }
}

/** A copy of those that hold one of these texts, so that they are drawn again; all others as they are. */
export function renewed<T extends Token>(token: T, changed: ReadonlySet<Token[]>): T {
  const copy: Record<string, unknown> = {};
  const inside = token as Inside;
  for (const name of ['tokens', 'summary', 'items', 'header'] as const) {
    const list = inside[name];
    if (!Array.isArray(list)) continue;
    const copies = renewedAll(list, changed);
    if (changed.has(list) || copies !== list) copy[name] = [...copies];
  }
  const rows = inside.rows?.map((row) => renewedAll(row, changed));
  if (rows?.some((row, at) => row !== inside.rows?.[at])) copy['rows'] = rows;
  return Object.keys(copy).length > 0 ? { ...token, ...copy } : token;
}

function renewedAll(list: Token[], changed: ReadonlySet<Token[]>): Token[] {
  const copies = list.map((token) => renewed(token, changed));
  return copies.some((token, at) => token !== list[at]) ? copies : list;
}

/** Where marked keeps a token's parts, by its type. */
type Inside = {
  tokens?: Token[];
  summary?: Token[];
  items?: Token[];
  header?: Token[] | boolean;
  rows?: Token[][];
};
