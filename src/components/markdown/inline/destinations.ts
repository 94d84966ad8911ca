import { decodeEntities } from './entities';

/** What definitions say, by {@link keyOf} their label. */
export type Addresses = Map<string, string>;

/** Where a link leads, and where in the text that is said to the end. */
export type Destination = { href: string; end: number };

/** As in cmark; it also bounds what is read for nothing. */
const DEEPEST = 32;
const LONGEST_LABEL = 999;
const escaped = /\\([!-/:-@[-`{-~])/g;

/** `(address "title")` at `at`, or null. */
export function inlineDestination(source: string, at: number): Destination | null {
  if (source.charAt(at) !== '(') return null;
  const begin = afterSpace(source, at + 1);
  const address =
    source.charAt(begin) === '<' ? bracketed(source, begin) : unbracketed(source, begin);
  if (!address) return null;
  let end = afterSpace(source, address.end);
  if (end > address.end) end = afterSpace(source, afterTitle(source, end));
  if (source.charAt(end) !== ')') return null;
  return { href: plainOf(address.href), end: end + 1 };
}

/** `[label]` or `[]` at `at`, or nothing there: then the text itself is the label. */
export function referenceAt(source: string, at: number): { label: string; end: number } {
  const found = /^\[((?:\\.|[^[\]\\])*)\]/s.exec(source.slice(at, at + LONGEST_LABEL));
  return { label: found?.[1] ?? '', end: at + (found?.[0].length ?? 0) };
}

/** The address that a definition gives this label. */
export function definedAddress(links: Addresses, label: string): string | undefined {
  const href = links.get(keyOf(label));
  return href === undefined ? undefined : decodeEntities(href);
}

/** marked's own way of comparing labels. */
export function keyOf(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase();
}

function plainOf(address: string): string {
  return decodeEntities(address.replace(escaped, '$1'));
}

/** At most one line end among the spaces. */
function afterSpace(source: string, at: number): number {
  let end = at;
  let lines = 0;
  for (; /^[ \t\n]$/.test(source.charAt(end)); end += 1) {
    if (source.charAt(end) === '\n' && (lines += 1) > 1) break;
  }
  return end;
}

function bracketed(source: string, at: number): Destination | null {
  for (let end = at + 1; end < source.length; end += 1) {
    const character = source.charAt(end);
    if (character === '>') return { href: source.slice(at + 1, end), end: end + 1 };
    if (character === '<' || character === '\n') return null;
    if (character === '\\') end += 1;
  }
  return null;
}

function unbracketed(source: string, at: number): Destination | null {
  let depth = 0;
  let end = at;
  for (; end < source.length; end += 1) {
    const character = source.charAt(end);
    if (character === '\\') end += 1;
    else if (character <= ' ') break;
    else if (character === '(' && (depth += 1) > DEEPEST) return null;
    else if (character === ')' && (depth -= 1) < 0) break;
  }
  end = Math.min(end, source.length);
  return depth > 0 ? null : { href: source.slice(at, end), end };
}

/** Behind `"title"`, `'title'` or `(title)`; `at` where none is. */
function afterTitle(source: string, at: number): number {
  const open = source.charAt(at);
  const close = { '"': '"', "'": "'", '(': ')' }[open];
  if (close === undefined) return at;
  for (let end = at + 1; end < source.length; end += 1) {
    const character = source.charAt(end);
    if (character === close) return end + 1;
    if (character === open) return at;
    if (character === '\\') end += 1;
  }
  return at;
}
