import { decodeEntities } from './entities';

/** An address that stands in the text as it is. */
export type Autolink = { start: number; end: number; href: string };

const beginning = /https?:\/\/|ftp:\/\/|www\.|@/gi;
/**
 * Where it ends at the latest. Beyond GitHub's rule (space and "<"): marks and quotes of CJK texts, which follow an
 * address without a space, and the marks of code, bold and strikethrough.
 */
const ending =
  /[\s<`\u3000-\u3004\u3008-\u3030\u303d\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…«»]|\*\*|~~|——|\]\(/gu;
const host = /[\p{L}\p{N}]/uy;
const hostAfterWww = /[\p{L}\p{N}][^\s./<]{0,62}\.[^\s<]/uy;
const domain = /[a-z\d_-]+(?:\.[a-z\d_-]+)+/iy;
const local = /[a-z\d._+-]/i;
/** Of the part before "@". */
const LONGEST_NAME = 64;

/** Addresses of the web and of mail in a text, in order; none lies in another. Linear in the text. */
export function autolinksOf(source: string): Autolink[] {
  const found: Autolink[] = [];
  let from = 0;
  for (const { 0: mark, index } of source.matchAll(beginning)) {
    if (index < from) continue;
    const link = mark === '@' ? mailAt(source, index, from) : webAt(source, index, mark);
    if (!link) continue;
    found.push(link);
    from = link.end;
  }
  return found;
}

function webAt(source: string, start: number, mark: string): Autolink | null {
  if (/[\w/.-]/.test(source.charAt(start - 1))) return null;
  const isWww = mark.toLowerCase() === 'www.';
  const first = isWww ? hostAfterWww : host;
  first.lastIndex = start + mark.length;
  if (!first.test(source)) return null;
  ending.lastIndex = start + mark.length;
  const limit = ending.exec(source)?.index ?? source.length;
  const address = trimmed(source.slice(start, limit));
  const href = decodeEntities(address);
  return { start, end: start + address.length, href: isWww ? `http://${href}` : href };
}

/** Without what ends the sentence rather than the address. */
function trimmed(address: string): string {
  let end = address.length;
  const extra = { ')': closers(address, '(', ')'), ']': closers(address, '[', ']') };
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    if (last === ')' || last === ']') {
      if (extra[last] <= 0) break;
      extra[last] -= 1;
    } else if (last === ';') {
      const entity = /&[a-zA-Z\d]+;$/.exec(address.slice(Math.max(0, end - 40), end));
      if (entity) end -= entity[0].length - 1;
    } else if (!/[?!.,:*_~'"]/.test(last)) break;
  }
  return address.slice(0, end);
}

/** How many more of the closing than of the opening ones. */
function closers(text: string, open: string, close: string): number {
  return text.split(close).length - text.split(open).length;
}

function mailAt(source: string, at: number, from: number): Autolink | null {
  let start = at;
  while (start > from && at - start < LONGEST_NAME && local.test(source.charAt(start - 1))) {
    start -= 1;
  }
  if (start === at || local.test(source.charAt(start - 1)) || source.charAt(start - 1) === '/') {
    return null;
  }
  domain.lastIndex = at + 1;
  const name = domain.exec(source)?.[0].replace(/[.]+$/, '');
  if (name === undefined || /[-_]$/.test(name)) return null;
  const end = at + 1 + name.length;
  const hasScheme = source.slice(Math.max(from, start - 7), start).toLowerCase() === 'mailto:';
  const address = source.slice(start, end);
  return { start: hasScheme ? start - 7 : start, end, href: `mailto:${address}` };
}
