import type { Run } from './emphasis';
import type { InlineToken, SpanToken } from './inline-token';

/** What a text was found to consist of, in order, before it is put into each other. */
export type Piece =
  | { kind: 'token'; token: InlineToken }
  | { kind: 'run'; run: Run }
  /** An opening or closing tag, or a bracket; `raw` is what it is where its other half is missing. */
  | Opening
  | { kind: 'close'; opening: Opening; raw: string };

export type Opening = {
  kind: 'open';
  raw: string;
  /** Null while its other half is missing. */
  span:
    { type: 'link' | 'image'; href: string } | { type: 'tag'; name: string; href: string } | null;
};

/** More in each other is shown flat: a deeper tree would overflow the stack. */
const DEEPEST = 40;

type Level = {
  key: unknown;
  tokens: InlineToken[];
  token: SpanToken | ImageLevel | null;
  raw: string;
};
type ImageLevel = { type: 'image'; href: string; tokens: InlineToken[] };

export function treeOf(pieces: readonly Piece[]): InlineToken[] {
  const tree = new Tree();
  for (const piece of pieces) {
    if (piece.kind === 'token') tree.add(piece.token);
    else if (piece.kind === 'run') tree.addRun(piece.run);
    else if (piece.kind === 'open') tree.open(piece, piece.span, piece.raw);
    else tree.close(piece.opening, piece.raw);
  }
  return tree.end();
}

class Tree {
  private readonly levels: Level[] = [{ key: null, tokens: [], token: null, raw: '' }];
  private links = 0;

  add(token: InlineToken): void {
    if (token.type === 'link' && this.links > 0)
      return token.tokens.forEach((each) => this.add(each));
    const { tokens } = this.top();
    const last = tokens.at(-1);
    if (token.type === 'text' && last?.type === 'text') last.text += token.text;
    else tokens.push(token.type === 'text' ? { ...token } : token);
  }

  addRun(run: Run): void {
    const { mark, closes, opens, left } = run;
    for (const count of closes) this.close(keyOf(mark, count), mark.repeat(count));
    if (left > 0) this.add({ type: 'text', text: mark.repeat(left) });
    for (const count of opens.toReversed()) {
      this.open(keyOf(mark, count), { type: typeOf(mark, count) }, mark.repeat(count));
    }
  }

  open(key: unknown, span: Opening['span'] | { type: 'strong' | 'em' | 'del' }, raw: string): void {
    if (span === null) return this.add({ type: 'text', text: raw });
    const isTooDeep = this.levels.length > DEEPEST;
    const made = isTooDeep ? null : levelOf(span);
    // Links hold no links; what is in them is shown all the same.
    const token = made?.type === 'link' && this.links > 0 ? null : made;
    if (token?.type === 'link') this.links += 1;
    if (isTooDeep) this.add({ type: 'text', text: raw });
    this.levels.push({
      key,
      tokens: token?.tokens ?? this.top().tokens,
      token,
      raw: isTooDeep ? raw : '',
    });
  }

  close(key: unknown, raw: string): void {
    if (this.top().key !== key) return this.add({ type: 'text', text: raw });
    const level = this.levels.pop();
    if (!level) return;
    if (level.token === null) {
      if (level.raw !== '') this.add({ type: 'text', text: raw });
      return;
    }
    const { token } = level;
    if (token.type === 'link') this.links -= 1;
    if (token.type === 'image')
      this.add({ type: 'image', href: token.href, text: textOf(token.tokens) });
    else this.add(token);
  }

  end(): InlineToken[] {
    while (this.levels.length > 1) this.close(this.top().key, '');
    return this.top().tokens;
  }

  private top(): Level {
    return this.levels.at(-1)!; // the first one is never taken away
  }
}

function keyOf(mark: string, count: number): string {
  return mark + count;
}

function typeOf(mark: string, count: number): 'strong' | 'em' | 'del' {
  if (mark === '~') return 'del';
  return count === 2 ? 'strong' : 'em';
}

function levelOf(span: NonNullable<Opening['span']> | { type: 'strong' | 'em' | 'del' }) {
  const tokens: InlineToken[] = [];
  if (span.type === 'image') return { type: 'image', href: span.href, tokens } satisfies ImageLevel;
  if (span.type === 'link') return { type: 'link', href: span.href, tokens } satisfies SpanToken;
  if (span.type !== 'tag') return { type: span.type, tokens } satisfies SpanToken;
  if (span.name === 'a') return { type: 'link', href: span.href, tokens } satisfies SpanToken;
  return { type: 'tag', name: span.name as never, tokens } satisfies SpanToken; // html-tags lets no other through
}

/** The words of tokens, for where only words can be. */
export function textOf(tokens: readonly InlineToken[]): string {
  return tokens
    .map((token) => {
      if ('tokens' in token) return textOf(token.tokens);
      if (token.type === 'maths') return token.tex;
      return 'text' in token ? token.text : ' ';
    })
    .join('');
}
