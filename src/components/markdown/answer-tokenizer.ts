import { Tokenizer, type Token, type Tokens } from 'marked';
import { cellsOf } from '@/components/markdown/table-cells';

/** Nested deeper than any answer means, texts overflow the stack or stall the page: what is deeper is text. */
const DEEPEST = 12;
const MOST_COLUMNS = 200;
const alertKinds = ['note', 'tip', 'important', 'warning', 'caution'] as const;
const details =
  /^ {0,3}<details(?:\s+open(?:="")?)?\s*>[ \t]*\n?[ \t]*(?:<summary>([\s\S]{0,2000}?)<\/summary>)?/i;
const alertMark = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i;

export type AlertKind = (typeof alertKinds)[number];
export type DetailsToken = { type: 'details'; raw: string; summary: Token[]; tokens: Token[] };
export type QuoteToken = Tokens.Blockquote & { alert?: AlertKind };

/** marked's block rules, bounded, with GitHub's alerts, and with tables that lose no text. */
export class AnswerTokenizer extends Tokenizer {
  private depth = 0;

  override blockquote(source: string): QuoteToken | undefined {
    const token = this.within(() => super.blockquote(source));
    const first = token?.tokens[0];
    const [mark, kind] = first?.type === 'paragraph' ? (alertMark.exec(first.raw) ?? []) : [];
    if (!token || !first || mark === undefined || kind === undefined) return token;
    this.cutText(first, mark.length);
    return { ...token, alert: kind.toLowerCase() as AlertKind }; // as the expression lists them
  }

  /** `<details>`, to its end or that of the text: what is in it is Markdown. Other HTML stays as it is. */
  override html(source: string): Tokens.HTML | undefined {
    const [opening, summary = 'Details'] = details.exec(source) ?? [];
    if (opening === undefined || this.depth >= DEEPEST) return super.html(source);
    const end = endOfDetails(source, opening.length);
    const token: DetailsToken = {
      type: 'details',
      raw: source.slice(0, end.after),
      summary: this.lexer.inline(summary.trim()),
      tokens: this.within(() => this.lexer.blockTokens(source.slice(opening.length, end.at))) ?? [],
    };
    // The lexer only puts it into its list; BlockView knows it by its type.
    return token as unknown as Tokens.HTML;
  }

  override list(source: string): Tokens.List | undefined {
    return this.within(() => super.list(source));
  }

  override table(source: string): Tokens.Table | undefined {
    const found = this.rules.block.table.exec(source);
    if (!found || !this.rules.other.tableDelimiter.test(found[2] ?? '')) return undefined;
    const [raw, head = '', marks = '', body = ''] = found;
    const align = marks
      .replace(/^ *\|| *\| *$/g, '')
      .split('|')
      .map(alignmentOf);
    if (align.length > MOST_COLUMNS) return undefined;
    const header = cellsOf(head, align.length);
    if (header.length !== align.length) return undefined;
    const lines = body.trim() === '' ? [] : body.replace(/\n[ \t]*$/, '').split('\n');
    const cell = (text: string, column: number, isHeader: boolean): Tokens.TableCell => ({
      text,
      tokens: this.lexer.inline(text),
      header: isHeader,
      align: align[column] ?? null,
    });
    return {
      type: 'table',
      raw: raw.replace(/\n+$/, ''),
      align,
      header: header.map((text, column) => cell(text, column, true)),
      rows: lines.map((line) =>
        joined(cellsOf(line, align.length), align.length).map((text, column) =>
          cell(text, column, false),
        ),
      ),
    };
  }

  private within<T>(lex: () => T): T | undefined {
    if (this.depth >= DEEPEST) return undefined;
    this.depth += 1;
    try {
      return lex();
    } finally {
      this.depth -= 1;
    }
  }

  /** The text was put into the queue already, where it waits to be read. */
  private cutText(token: Token & { tokens?: Token[] }, length: number): void {
    const text = this.lexer.inlineQueue.findLast(({ tokens }) => tokens === token.tokens);
    if (text) text.src = text.src.slice(length);
  }
}

function endOfDetails(source: string, from: number): { at: number; after: number } {
  let depth = 1;
  for (const { 0: tag, index } of source.slice(from).matchAll(/<\/?details\b[^<>]{0,100}>/gi)) {
    depth += tag.startsWith('</') ? -1 : 1;
    const at = from + index;
    if (depth === 0) return { at, after: at + tag.length };
  }
  return { at: source.length, after: source.length };
}

/** What GitHub leaves out, since there are more cells than columns, stays in the last one. */
function joined(cells: string[], columns: number): string[] {
  if (cells.length <= columns) return cells;
  return [...cells.slice(0, columns - 1), cells.slice(columns - 1).join(' | ')];
}

function alignmentOf(mark: string): Tokens.TableCell['align'] {
  const [isLeft, isRight] = [/^ *:/.test(mark), /: *$/.test(mark)];
  if (isLeft) return isRight ? 'center' : 'left';
  return isRight ? 'right' : null;
}
