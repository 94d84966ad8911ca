import type { Links, Token } from 'marked';
import remend from 'remend';
import { lexBlocks, lexInline } from '@/components/markdown/lex-markdown';

export type Block = {
  key: string;
  token: Token;
  /** More text may still change it. */
  isOpen: boolean;
};

export type MarkdownReader = { read: (text: string, isComplete: boolean) => Block[] };

/** Half a formula is shown as it was written, so remend need not close it. */
const remendOptions = { linkMode: 'text-only', katex: false } as const;

/** Without so much of a next block, a block may still turn out to go on (a lazy line, a table's second row). */
const enoughOfTheNext = 16;

/**
 * Reads a growing text. Blocks that can no longer change are lexed once and keep their identity; only the open tail
 * is lexed again, with half-open syntax closed. A text that is not a continuation starts over.
 */
export function createMarkdownReader(): MarkdownReader {
  let seen = '';
  let settled: Block[] = [];
  let settledEnd = 0;
  let links: Links = {};
  let round = 0;

  function startOver() {
    round += 1;
    seen = '';
    settled = [];
    settledEnd = 0;
    links = {};
  }

  function settle(tail: string, isComplete: boolean) {
    const lexed = lexBlocks(tail, links, isComplete ? 'nothing' : 'block');
    const count = isComplete ? lexed.tokens.length : settledCount(lexed.tokens, tail);
    if (count === 0) return;
    links = lexed.links;
    lexInline(lexed.lexer);
    for (const token of lexed.tokens.slice(0, count)) {
      settled = [...settled, { key: `${round}-${settled.length}`, token, isOpen: false }];
      settledEnd += token.raw.length;
    }
  }

  return {
    read(text, isComplete) {
      const source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
      if (!source.startsWith(seen)) startOver();
      settle(source.slice(settledEnd), isComplete);
      // A definition may come after the text that refers to it: then everything is read once more at the end.
      if (isComplete && Object.keys(links).length > 0 && settled.some(mayRefer)) {
        const known = links;
        startOver();
        links = known;
        settle(source, true);
      }
      seen = source;
      const tail = source.slice(settledEnd);
      return isComplete || tail === '' ? settled : [...settled, ...openBlocks(tail)];
    },
  };

  function openBlocks(tail: string): Block[] {
    const { lexer, tokens } = lexBlocks(remend(tail, remendOptions), links, 'text');
    lexInline(lexer);
    return tokens.map((token, index) => ({
      key: `${round}-${settled.length + index}`,
      token,
      isOpen: true,
    }));
  }
}

function settledCount(tokens: Token[], tail: string): number {
  // Where the lexer changed something (it does at the end of some lists), positions in the text would be wrong.
  if (tokens.map((token) => token.raw).join('') !== tail) return 0;
  // A formula without an end may turn out to be the next line of the paragraph above it.
  const isUnsure = (tokens.at(-1) as { isUnclosed?: boolean } | undefined)?.isUnclosed === true;
  let after = isUnsure ? (tokens.at(-1)?.raw ?? '') : '';
  for (let index = tokens.length - (isUnsure ? 2 : 1); index > 0; index -= 1) {
    const token = tokens[index]!; // within bounds by the loop's condition
    after = token.raw + after;
    const next = after.trimStart();
    if (next.length >= enoughOfTheNext || next.includes('\n')) return index;
  }
  return 0;
}

function mayRefer({ token }: Block): boolean {
  return token.type !== 'def' && token.type !== 'code' && token.raw.includes('[');
}
