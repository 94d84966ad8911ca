import type { FootnoteRefToken } from '@/components/markdown/footnotes/footnote-token';
import type { MathsToken } from '@/components/markdown/maths/maths-token';

/** What a line of text is made of. Nothing in it is markup: each becomes an element by its type alone. */
export type InlineToken =
  | { type: 'text'; text: string }
  | { type: 'codespan'; text: string }
  | { type: 'br' }
  /** Some thousand characters of a text that is too long to be laid out at once. */
  | { type: 'part'; tokens: InlineToken[] }
  | { type: 'image'; href: string; text: string }
  | SpanToken
  | MathsToken
  | FootnoteRefToken;

/** What holds other tokens. */
export type SpanToken =
  | { type: 'strong' | 'em' | 'del'; tokens: InlineToken[] }
  | { type: 'link'; href: string; tokens: InlineToken[] }
  | { type: 'tag'; name: TagName; tokens: InlineToken[] };

/** The HTML that answers may use, as GitHub shows it; all other is text. */
export type TagName = (typeof tagNames)[number];

export const tagNames = [
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'del',
  'ins',
  'mark',
  'small',
  'sub',
  'sup',
  'kbd',
  'samp',
  'var',
  'code',
  'q',
] as const;
