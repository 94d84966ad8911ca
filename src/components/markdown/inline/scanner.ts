import { inlineMathsAt } from '@/components/markdown/maths/inline-maths';
import { autolinksOf, type Autolink } from './autolinks';
import { codeSpansIn } from './code-span';
import { definedAddress, inlineDestination, referenceAt, type Destination } from './destinations';
import { openToTheEnd, runAt, settleRuns, type Run } from './emphasis';
import { entityAt } from './entities';
import { finderIn, type Find } from './finder';
import { halfAt } from './half';
import { htmlAt } from './html-tags';
import type { InlineToken } from './inline-token';
import type { Opening, Piece } from './inline-tree';
import { Openings, type Waiting } from './openings';
import type { InlineOptions } from './inline-options';

const plain = /[^\\`*_~[\]!<&$\n]+/y;
const escape = /[!-/:-@[-`{-~]/;
const run = /\*+|_+|~+/y;
const note = /\[\^([^\]\s^]{1,64})\](?!:)/y;
const autolink =
  /^<([a-z][a-z\d+.-]{1,31}:[^\s<>]*|[a-z\d.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z\d-]+(?:\.[a-z\d-]+)+)>/i;
const LONGEST_ADDRESS = 4_000;

/** Goes through a text once and finds its pieces. */
export class Scanner {
  private readonly pieces: Piece[] = [];
  private readonly runs: Run[] = [];
  private readonly openings = new Openings();
  /** Before it, brackets open no links: links hold no links. */
  private lastLink = -1;
  private readonly autolinks: Autolink[];
  private readonly find: Find;
  private readonly codeSpan: ReturnType<typeof codeSpansIn>;
  /** The bracket behind which only half an address follows. */
  private halfLink = -1;
  private at = 0;
  private plainEnd = 0;
  /** Where the text begins that no piece holds yet. */
  private from = 0;

  private readonly source: string;
  private readonly options: InlineOptions;

  constructor(source: string, options: InlineOptions) {
    this.source = source;
    this.options = options;
    this.autolinks = options.isHtml ? [] : autolinksOf(source).toReversed();
    this.find = finderIn(source);
    this.codeSpan = codeSpansIn(source);
  }

  scan(): Piece[] {
    while (this.at < this.source.length) this.step();
    this.flush(this.at);
    const open = settleRuns(this.runs, 0);
    if (this.options.isGrowing) {
      openToTheEnd(open);
      for (const { opening } of this.openings.tags) opening.raw = '';
    }
    return this.pieces;
  }

  private step(): void {
    const { source, at } = this;
    const next = this.autolinks.at(-1);
    if (next && next.start < at) this.autolinks.pop();
    else if (next?.start === at) this.address(next.href, source.slice(at, next.end), next.end);
    else if (!this.special(source.charAt(at))) this.skip(next?.start);
  }

  /** Over what means nothing, but not over the beginning of an address. */
  private skip(limit = Infinity): void {
    if (this.at >= this.plainEnd) {
      plain.lastIndex = this.at;
      this.plainEnd = plain.test(this.source) ? plain.lastIndex : this.at + 1;
    }
    this.at = limit > this.at ? Math.min(this.plainEnd, limit) : this.plainEnd;
  }

  private special(character: string): boolean {
    if (character === '<') return this.html();
    if (character === '&') return this.entity();
    if (this.options.isHtml) return false;
    if (this.isMaths(character)) return true;
    switch (character) {
      case '\\':
        return this.escape();
      case '`':
        return this.code();
      case '*':
      case '_':
      case '~':
        return this.run();
      case '!':
        return this.source.charAt(this.at + 1) === '[' && this.bracket('![');
      case '[':
        return this.note() || this.bracket('[');
      case ']':
        return this.link();
      case '\n':
        return this.lineEnd();
      default:
        return false;
    }
  }

  /** Puts what was skipped and this piece into the list; the text goes on at `end`. */
  private push(piece: Piece | null, end: number): true {
    this.flush(this.at);
    if (piece) this.pieces.push(piece);
    this.at = end;
    this.from = end;
    return true;
  }

  private token(token: InlineToken, end: number): true {
    return this.push({ kind: 'token', token }, end);
  }

  private flush(end: number): void {
    const text = this.source.slice(this.from, end);
    if (text !== '') this.pieces.push({ kind: 'token', token: { type: 'text', text } });
  }

  private address(href: string, text: string, end: number): true {
    return this.token({ type: 'link', href, tokens: [{ type: 'text', text }] }, end);
  }

  private isMaths(character: string): boolean {
    if (character !== '$' && character !== '\\') return false;
    const maths = inlineMathsAt(this.source, this.at, this.find, this.options.isGrowing ?? false);
    return maths !== null && this.token(maths, this.at + maths.raw.length);
  }

  private escape(): boolean {
    const next = this.source.charAt(this.at + 1);
    if (next === '\n') return this.token({ type: 'br' }, this.afterSpaces(this.at + 2));
    return escape.test(next) && this.token({ type: 'text', text: next }, this.at + 2);
  }

  private code(): boolean {
    const span = this.codeSpan(this.at, this.options.isGrowing ?? false);
    if (span.text === null) {
      this.at = span.end;
      return true;
    }
    return this.token({ type: 'codespan', text: span.text }, span.end);
  }

  private run(): boolean {
    run.lastIndex = this.at;
    const length = run.exec(this.source)?.[0].length ?? 0;
    const found = runAt(this.source, this.at, length);
    this.runs.push(found);
    return this.push({ kind: 'run', run: found }, this.at + length);
  }

  private note(): boolean {
    note.lastIndex = this.at;
    const [raw, label] = note.exec(this.source) ?? [];
    if (raw === undefined || label === undefined) return false;
    return this.token({ type: 'footnote-ref', raw, label }, this.at + raw.length);
  }

  private bracket(raw: '[' | '!['): true {
    const { at } = this;
    const half = this.options.isGrowing && halfAt(this.source, at, this.find);
    if (half) {
      const { label, isImage, end } = half;
      if (isImage) return this.token({ type: 'image', href: '', text: label }, this.source.length);
      // Its address has not come to its end: the words are there already.
      this.halfLink = end;
      return this.push(null, at + 1);
    }
    const opening: Opening = { kind: 'open', raw, span: null };
    this.push(opening, at + raw.length);
    this.openings.addBracket(this.waiting(opening, raw));
    return true;
  }

  private waiting(opening: Opening, name: string, href = ''): Waiting {
    const [piece, runs] = [this.pieces.length, this.runs.length];
    return { opening, name, href, at: this.at, piece, runs };
  }

  private link(): boolean {
    const { source, at } = this;
    if (at === this.halfLink) return this.push(null, source.length);
    const waiting = this.openings.lastBracket();
    if (!waiting) return false;
    const isImage = waiting.name === '![';
    if (!isImage && waiting.piece < this.lastLink) return false;
    const destination = inlineDestination(source, at + 1) ?? this.referred(waiting, at);
    if (!destination) return false;
    const { href, end } = destination;
    waiting.opening.span = { type: isImage ? 'image' : 'link', href };
    settleRuns(this.runs, waiting.runs);
    this.openings.dropAfter(waiting);
    this.push({ kind: 'close', opening: waiting.opening, raw: ']' }, end);
    if (!isImage) this.lastLink = waiting.piece;
    return true;
  }

  private referred(waiting: Waiting, at: number): Destination | null {
    const { label, end } = referenceAt(this.source, at + 1);
    const isLong = at - waiting.at > 999;
    const own = label === '' && !isLong ? this.source.slice(waiting.at, at) : label;
    if (own === '' || /(?<!\\)\[/.test(own)) return null;
    const href = definedAddress(this.options.links ?? new Map(), own);
    if (href === undefined) this.options.onMissing?.(own);
    return href === undefined ? null : { href, end };
  }

  private html(): boolean {
    const { source, at } = this;
    const [raw, address] = autolink.exec(source.slice(at, at + LONGEST_ADDRESS)) ?? [];
    if (raw !== undefined && address !== undefined && !this.options.isHtml) {
      const isMail = address.includes('@') && !address.includes(':');
      return this.address(isMail ? `mailto:${address}` : address, address, at + raw.length);
    }
    const html = htmlAt(source, at, this.find);
    if (!html) return this.options.isGrowing === true && this.isHalfTag();
    const end = at + html.raw.length;
    if (html.kind === 'comment') return this.push(null, end);
    if (html.kind === 'break') return this.token({ type: 'br' }, end);
    if (html.kind === 'image')
      return this.token({ type: 'image', href: html.href, text: html.alt }, end);
    if (html.kind === 'close') return this.closeTag(html.name, html.raw, end);
    const opening: Opening = { kind: 'open', raw: html.raw, span: null };
    this.push(opening, end);
    this.openings.addTag(this.waiting(opening, html.name, html.href));
    return true;
  }

  private isHalfTag(): boolean {
    const rest = this.source.slice(this.at, this.at + 12);
    const isHalf =
      this.at + rest.length === this.source.length && /^<(?:\/?[a-z]*|!-{0,2})$/i.test(rest);
    return isHalf && this.push(null, this.source.length);
  }

  private closeTag(name: string, raw: string, end: number): boolean {
    const waiting = this.openings.lastTag(name);
    if (!waiting) return false;
    waiting.opening.span = { type: 'tag', name, href: waiting.href };
    settleRuns(this.runs, waiting.runs);
    this.openings.dropAfter(waiting);
    return this.push({ kind: 'close', opening: waiting.opening, raw }, end);
  }

  private entity(): boolean {
    const found = entityAt(this.source, this.at);
    return (
      found !== null && this.token({ type: 'text', text: found.text }, this.at + found.raw.length)
    );
  }

  /** Always one that is seen, without two spaces before it, too: who writes a chat means the lines that are written. */
  private lineEnd(): true {
    let end = this.at;
    while (end > this.from && this.source.charAt(end - 1) === ' ') end -= 1;
    this.flush(end);
    this.from = this.at;
    const after = this.afterSpaces(this.at + 1);
    return this.token({ type: 'br' }, after);
  }

  private afterSpaces(at: number): number {
    let end = at;
    while (/^[ \t]$/.test(this.source.charAt(end))) end += 1;
    return end;
  }
}
