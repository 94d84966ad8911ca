import type { Token, Tokens } from 'marked';
import { withoutHalfUnderline } from '@/components/markdown/half-block';
import { lexBlocks, renewed, tokensIn, type Lexed } from '@/components/markdown/lex-markdown';
import { cutOff, joined } from '@/components/markdown/open-block';
import type { Addresses } from '@/components/markdown/inline/destinations';
import { createInlineReader } from '@/components/markdown/inline-reader';

export type Block = {
  key: string;
  token: Token;
  /** More text may still change it. */
  isOpen: boolean;
  /** How many links were defined when it was read: the same text may say something else later. */
  version: number;
};

/** An open block whose first parts are settled. */
type Begun = {
  /** With only those. */
  token: Token;
  /** What stands for them before the rest of the text. */
  context: string;
  /** Where the block begins. */
  start: number;
};

/** Without so much of a next block, a block may still turn out to go on (a lazy line, a table's second row). */
const enoughOfTheNext = 16;
/** So much is read at once, that a long text costs no more than one that comes bit by bit. */
const STEP = 16_000;
/** An open block of this size is read again only when it has grown by a part of it. */
const LONG_TAIL = 32_000;
const WORTH_IT = 1 / 48;

/**
 * Reads a growing text. Blocks that can no longer change are lexed once and keep their identity, and so do the items,
 * rows and paragraphs of a long open one; only the rest is lexed again, with half-open syntax closed. A text that is
 * not a continuation starts over.
 */
export class MarkdownReader {
  private seen = '';
  private isAtEnd = false;
  private left = 0;
  private settled: Block[] = [];
  private open: Block[] = [];
  private settledEnd = 0;
  private begun: Begun | undefined;
  private notes: number[] = [];
  private links: Addresses = new Map();
  private inline = createInlineReader();
  private round = 0;

  /** Reads on, at most so many characters; `unread` says how many are left. */
  read(text: string, isComplete: boolean, most = Infinity): Block[] {
    // Compared as a whole, which costs a fraction of startsWith.
    const isOn = (grown: string) => grown.slice(0, this.seen.length) === this.seen;
    const hasReturns = text.includes('\r', isOn(text) ? this.seen.length : 0);
    const source = hasReturns ? text.replace(/\r\n?/g, '\n') : text;
    if (!isOn(source) || (this.isAtEnd && source.length > this.seen.length)) this.startOver();
    const limit = Math.min(source.length, this.seen.length + Math.max(most, this.worthIt() + 1));
    for (let end = this.nextEnd(); end < limit; end = this.nextEnd())
      this.advance(source.slice(0, end), false);
    this.left = source.length - limit;
    const isNew = limit - this.seen.length > this.worthIt() || this.seen.length === 0;
    if (this.left === 0 && isComplete) {
      if (!this.isAtEnd) this.advance(source, true);
    } else if (isNew) this.advance(source.slice(0, limit), false);
    return [...this.settled, ...this.open];
  }

  unread(): number {
    return this.left;
  }

  /** The footnotes among the blocks, as they come. */
  footnotes(): Block[] {
    const settled = this.notes.map((index) => this.settled[index]!); // settled blocks are never taken away
    return [...settled, ...this.open.filter(isFootnote)];
  }

  private startOver() {
    this.round += 1;
    this.seen = '';
    this.isAtEnd = false;
    this.settled = [];
    this.open = [];
    this.settledEnd = 0;
    this.begun = undefined;
    this.notes = [];
    this.links = new Map();
    this.inline = createInlineReader();
  }

  private advance(source: string, isComplete: boolean) {
    const { tokens, texts, count } = this.lexRest(source, isComplete);
    const [rest] = tokens;
    const context = this.begun?.context ?? '';
    // Only those that can no longer change: half an address would stay in the links to it.
    const labels = this.define(tokens.slice(0, count));
    this.inline.read(texts, this.links, {
      isGrowing: !isComplete,
      isContinued: isText(this.begun?.token),
    });
    const length = tokens.slice(0, count).reduce((sum, { raw }) => sum + raw.length, 0);
    const whole = rest && this.begun && joined(this.begun.token, rest);
    if (this.begun && rest && whole) {
      const end = this.settledEnd - context.length + rest.raw.length;
      tokens[0] = { ...whole, raw: source.slice(this.begun.start, end) };
    }
    for (const token of tokens.slice(0, count)) this.settle(token);
    if (count > 0) {
      this.settledEnd += length - context.length;
      this.begun = undefined;
    }
    const unsettled = tokens.slice(count);
    const last = this.begun ? rest : unsettled[0];
    if (last && !isComplete && unsettled.length === 1) labels.push(...this.begin(last));
    this.open = unsettled.map((token, at) => this.blockOf(token, this.settled.length + at, true));
    this.renew(labels);
    this.seen = source;
    this.isAtEnd = isComplete;
  }

  /** The blocks after what is settled; the first goes on with what is begun. */
  private lexRest(source: string, isComplete: boolean): Lexed & { count: number } {
    const rest = (this.begun?.context ?? '') + source.slice(this.settledEnd);
    const tail = isComplete ? rest : withoutHalfUnderline(rest);
    const { tokens, texts } = lexBlocks(tail, !isComplete);
    if (this.begun && !(tokens[0] && joined(this.begun.token, tokens[0]))) {
      // What comes after it is something else.
      const { token, start } = this.begun;
      this.begun = undefined;
      this.settle({ ...token, raw: source.slice(start, this.settledEnd) });
      return this.lexRest(source, isComplete);
    }
    if (this.begun && texts[0] && isText(this.begun.token))
      texts[0].src = texts[0].src.slice(this.begun.context.length);
    return { tokens, texts, count: isComplete ? tokens.length : settledCount(tokens, tail) };
  }

  private settle(token: Token) {
    this.inline.keep(token, this.settled.length);
    const block = this.blockOf(token, this.settled.length, false);
    if (isFootnote(block)) this.notes.push(this.settled.length);
    this.settled.push(block);
  }

  /** Settles the first parts of the open block; returns the labels that they define. */
  private begin(token: Token): string[] {
    const context = this.begun?.context ?? '';
    const cut = cutOff(token, context.length);
    if (!cut) return [];
    for (const part of cut.parts) this.inline.keep(part, this.settled.length);
    const before = this.begun && joined(this.begun.token, cut.block);
    this.begun = {
      token: before ?? cut.block,
      context: cut.context,
      start: this.begun?.start ?? this.settledEnd,
    };
    this.settledEnd += cut.length - context.length;
    return this.define(cut.parts);
  }

  /** A definition may come after the text that refers to it: its block is then another. */
  private renew(labels: readonly string[]) {
    const { indexes, changed } = this.inline.resolve(labels, this.links);
    const again = (block: Block): Block => ({
      ...block,
      token: renewed(block.token, changed),
      version: this.links.size,
    });
    for (const index of indexes) {
      const block = this.settled[index];
      if (block) this.settled[index] = again(block);
      else if (this.begun) {
        this.begun.token = renewed(this.begun.token, changed);
        this.open = this.open.map(again);
      }
    }
  }

  private define(tokens: readonly Token[]): string[] {
    const labels: string[] = [];
    for (const token of tokens.flatMap((each) => [...tokensIn(each)])) {
      if (token.type !== 'def' || this.links.has((token as Tokens.Def).tag)) continue;
      const { tag, href } = token as Tokens.Def; // by its type
      this.links.set(tag, href);
      labels.push(tag);
    }
    return labels;
  }

  private blockOf(token: Token, index: number, isOpen: boolean): Block {
    return { key: `${this.round}-${index}`, token, isOpen, version: this.links.size };
  }

  private nextEnd(): number {
    return this.seen.length + Math.max(STEP, (this.seen.length - this.settledEnd) / 2);
  }

  private worthIt(): number {
    const tail = this.seen.length - this.settledEnd;
    return tail > LONG_TAIL ? tail * WORTH_IT : 0;
  }
}

export function createMarkdownReader(): MarkdownReader {
  return new MarkdownReader();
}

function isFootnote({ token }: Block): boolean {
  return token.type === 'footnote';
}

function isText(token: Token | undefined): boolean {
  return token?.type === 'paragraph';
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
