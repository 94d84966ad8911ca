import type { Token, Tokens } from 'marked';
import { withoutHalfUnderline } from '@/components/markdown/half-block';
import { lexBlocks, tokensIn } from '@/components/markdown/lex-markdown';
import type { Addresses } from '@/components/markdown/inline/destinations';
import { createInlineReader } from '@/components/markdown/inline-reader';

export type Block = {
  key: string;
  token: Token;
  /** More text may still change it. */
  isOpen: boolean;
};

export type MarkdownReader = {
  /** Reads on, at most so many characters; `unread` says how many are left. */
  read: (text: string, isComplete: boolean, most?: number) => Block[];
  unread: () => number;
};

/** Without so much of a next block, a block may still turn out to go on (a lazy line, a table's second row). */
const enoughOfTheNext = 16;
/** So much is read at once, that a long text costs no more than one that comes bit by bit. */
const STEP = 16_000;
/** An open block of this size is read again only when it has grown by a part of it. */
const LONG_TAIL = 32_000;
const WORTH_IT = 1 / 48;

/**
 * Reads a growing text. Blocks that can no longer change are lexed once and keep their identity; only the open tail
 * is lexed again, with half-open syntax closed. A text that is not a continuation starts over.
 */
export function createMarkdownReader(): MarkdownReader {
  let seen = '';
  let isAtEnd = false;
  let left = 0;
  let settled: Block[] = [];
  let open: Block[] = [];
  let settledEnd = 0;
  let links: Addresses = new Map();
  let inline = createInlineReader();
  let round = 0;

  function startOver() {
    round += 1;
    seen = '';
    isAtEnd = false;
    settled = [];
    open = [];
    settledEnd = 0;
    links = new Map();
    inline = createInlineReader();
  }

  function advance(source: string, isComplete: boolean) {
    const rest = source.slice(settledEnd);
    const tail = isComplete ? rest : withoutHalfUnderline(rest);
    const lexed = lexBlocks(tail, !isComplete);
    const count = isComplete ? lexed.tokens.length : settledCount(lexed.tokens, tail);
    const ready = lexed.tokens.slice(0, count);
    // Only those that can no longer change: half an address would stay in the links to it.
    const labels = define(ready);
    inline.read(lexed.texts, links, !isComplete);
    for (const token of ready) {
      inline.keep(token, settled.length);
      settled.push(blockOf(token, settled.length, false));
      settledEnd += token.raw.length;
    }
    // A definition may come after the text that refers to it: its block is then another.
    for (const index of inline.resolve(labels, links)) {
      const block = settled[index];
      if (block) settled[index] = { ...block, key: `${block.key}+` };
    }
    open = lexed.tokens.slice(count).map((token, at) => blockOf(token, settled.length + at, true));
    seen = source;
    isAtEnd = isComplete;
  }

  function define(tokens: readonly Token[]): string[] {
    const labels: string[] = [];
    for (const token of tokens.flatMap((each) => [...tokensIn(each)])) {
      if (token.type !== 'def' || links.has((token as Tokens.Def).tag)) continue;
      const { tag, href } = token as Tokens.Def; // by its type
      links.set(tag, href);
      labels.push(tag);
    }
    return labels;
  }

  function blockOf(token: Token, index: number, isOpen: boolean): Block {
    return { key: `${round}-${index}`, token, isOpen };
  }

  return {
    read(text, isComplete, most = Infinity) {
      const source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
      if (!source.startsWith(seen) || (isAtEnd && source.length > seen.length)) startOver();
      const limit = Math.min(source.length, seen.length + Math.max(most, worthIt() + 1));
      for (let end = nextEnd(); end < limit; end = nextEnd()) advance(source.slice(0, end), false);
      left = source.length - limit;
      const isNew = limit - seen.length > worthIt() || seen.length === 0;
      if (left === 0 && isComplete) {
        if (!isAtEnd) advance(source, true);
      } else if (isNew) advance(source.slice(0, limit), false);
      return [...settled, ...open];
    },
    unread: () => left,
  };

  function nextEnd(): number {
    return seen.length + Math.max(STEP, (seen.length - settledEnd) / 2);
  }

  function worthIt(): number {
    const tail = seen.length - settledEnd;
    return tail > LONG_TAIL ? tail * WORTH_IT : 0;
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
