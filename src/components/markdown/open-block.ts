import type { Token, Tokens } from 'marked';
import type { DetailsToken, QuoteToken } from '@/components/markdown/answer-tokenizer';
import { CHUNK_LINES, codeChunks } from '@/components/markdown/code-chunks';
import { textBlocks } from '@/lib/text-blocks';
import { PART } from '@/components/markdown/inline-reader';

/** An open block's first parts, which can no longer change. */
export type Cut = {
  /** The block with only these parts. */
  block: Token;
  /** Those of them that may hold definitions and links. */
  parts: Token[];
  /** Of its text, how much they are. */
  length: number;
  /** What stands for them, so that the rest of the text is read as the block's own. */
  context: string;
};

export type CodeToken = Tokens.Code & { settled?: readonly string[] };
type Grown = Tokens.List | Tokens.Table | QuoteToken | DetailsToken | CodeToken | TextBlock;
type TextBlock = Tokens.Paragraph | Tokens.Heading;

/** Shorter ones are read whole each time, which costs less than to tell their parts apart. */
const LONG = 2_000;
/** The last ones may still change with the text after them. */
const LAST = 2;

/** Cuts off what is settled of an open block; null where there is nothing, or nothing certain. */
export function cutOff(token: Token, contextLength: number): Cut | null {
  if (token.raw.length < LONG) return null;
  const open = token as Grown; // others fall to the default
  switch (open.type) {
    case 'list':
      return cutList(open);
    case 'table':
      return cutTable(open);
    case 'blockquote':
      return cutQuote(open);
    case 'details':
      return cutDetails(open);
    case 'code':
      return cutCode(open);
    case 'paragraph':
      return cutParagraph(open, contextLength);
    default:
      return null;
  }
}

/** The settled parts and those that were read after them; null if what was read is another block. */
export function joined(settled: Token, rest: Token | undefined): Token | null {
  const [before, after] = [settled as Grown, rest as Grown | undefined]; // made by cutOff, and compared
  if (before.type === 'list' && after?.type === 'list')
    return { ...before, items: [...before.items, ...after.items] };
  if (before.type === 'table' && after?.type === 'table')
    return { ...before, rows: [...before.rows, ...after.rows] };
  if (before.type === 'code' && after?.type === 'code') return joinedCode(before, after);
  if (
    (before.type === 'blockquote' && after?.type === 'blockquote') ||
    (before.type === 'details' && after?.type === 'details')
  )
    return { ...before, tokens: [...before.tokens, ...after.tokens] };
  if (before.type !== 'paragraph' || (after?.type !== 'paragraph' && after?.type !== 'heading'))
    return null;
  const isInParts = after.tokens[0]?.type === 'part';
  const last = isInParts ? after.tokens : [{ type: 'part', raw: '', tokens: after.tokens }];
  return { ...after, tokens: [...before.tokens, ...last] };
}

function joinedCode(before: CodeToken, after: CodeToken): CodeToken {
  const settled = [...(before.settled ?? []), ...(after.settled ?? [])];
  return { ...before, text: before.text + after.text, settled };
}

function cutList(list: Tokens.List): Cut | null {
  // What begins the rest has to begin a list by itself.
  const count = list.items.findLastIndex(
    ({ raw }, at) => at <= list.items.length - LAST && /^ {0,3}(?:[*+-]|\d+[.)])[ \t]+\S/.test(raw),
  );
  const items = list.items.slice(0, Math.max(0, count));
  const text = items.map(({ raw }) => raw).join('');
  if (text === '' || !list.raw.startsWith(text) || !text.endsWith('\n')) return null;
  return { block: { ...list, items }, parts: items, length: text.length, context: '' };
}

function cutTable(table: Tokens.Table): Cut | null {
  const rows = table.rows.slice(0, -LAST);
  const lines = table.raw.split('\n');
  if (rows.length === 0 || lines.length < table.rows.length + 2) return null;
  const length = lengthOf(lines.slice(0, rows.length + 2));
  const context = table.raw.slice(0, lengthOf(lines.slice(0, 2)));
  return {
    block: { ...table, rows },
    parts: rows.flat() as Partial<Token>[] as Token[],
    length,
    context,
  }; // cells hold tokens too
}

function cutQuote(quote: QuoteToken): Cut | null {
  const lines = quote.raw.split('\n');
  const cut = cutTokens(quote.tokens, quote.text, (next, before) => {
    // A mark at the rest's beginning would make an alert of it.
    return !next.raw.startsWith('[') && /^ {0,3}>/.test(lines[linesIn(before)] ?? '');
  });
  if (!cut) return null;
  const length = lengthOf(lines.slice(0, linesIn(cut.text)));
  return { block: { ...quote, tokens: cut.parts }, parts: cut.parts, length, context: '' };
}

const DETAILS = '<details>\n';

function cutDetails(details: DetailsToken): Cut | null {
  const text = details.tokens.map(({ raw }) => raw).join('');
  // One that is closed is followed by its end.
  if (!details.raw.endsWith(text)) return null;
  const cut = cutTokens(details.tokens, text, (next) => !/^[ \t<]/.test(next.raw));
  if (!cut) return null;
  const length = details.raw.length - text.length + cut.text.length;
  const { parts } = cut;
  return { block: { ...details, tokens: parts } as Token, parts, length, context: DETAILS };
}

function cutCode(code: CodeToken): Cut | null {
  const lines = code.raw.split('\n');
  if (code.codeBlockStyle === 'indented') return null;
  const chunks = codeChunks(code.text).slice(0, -LAST);
  const text = chunks.join('');
  if (linesIn(text) < CHUNK_LINES || !text.endsWith('\n')) return null;
  const length = lengthOf(lines.slice(0, linesIn(text) + 1));
  return {
    block: { ...code, text, settled: chunks } as CodeToken,
    parts: [],
    length,
    context: `${lines[0]}\n`,
  };
}

/** Its parts are read one by one, wherever they end. */
function cutParagraph(paragraph: Tokens.Paragraph, contextLength: number): Cut | null {
  if (paragraph.tokens?.[0]?.type !== 'part' || !paragraph.raw.startsWith(paragraph.text))
    return null;
  const texts = textBlocks(paragraph.text.slice(contextLength), PART).slice(0, -1);
  const parts = paragraph.tokens.slice(0, texts.length);
  const length = contextLength + texts.join('').length;
  if (parts.length === 0) return null;
  const context = texts.at(-1)?.endsWith('\n') ? 'x\n' : 'x';
  return { block: { ...paragraph, tokens: parts }, parts, length, context };
}

/** The blocks within one up to the last empty line that is well before its end. */
function cutTokens(
  tokens: Token[],
  text: string,
  isCertain: (next: Token, before: string) => boolean,
): { parts: Token[]; text: string } | null {
  if (tokens.map(({ raw }) => raw).join('') !== text) return null;
  for (let count = tokens.length - LAST; count > 1; count -= 1) {
    const next = tokens[count];
    if (!next || tokens[count - 1]?.type !== 'space') continue;
    const parts = tokens.slice(0, count);
    const before = parts.map(({ raw }) => raw).join('');
    if (before.endsWith('\n') && isCertain(next, before)) return { parts, text: before };
  }
  return null;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((length, line) => length + line.length + 1, 0);
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
