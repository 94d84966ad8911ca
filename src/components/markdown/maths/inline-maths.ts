import type { Find } from '@/components/markdown/inline/finder';
import { environmentAt, LONGEST_FORMULA } from './environments';
import { tokenOf, type MathsToken } from './maths-token';

/** Of one between single dollars, which are money as well. */
const LONGEST_INLINE = 400;
/** "$100k to US$": an amount and a word are prose. */
const amount = /^\d[\d.,]*\s*[a-z]*\s+[a-z]{2}/i;
/** Half a formula, and not half a sentence about money. */
const surelyTex = /^(?:\\|[A-Za-z]'?\s?[_^=(])/;
const closings: Record<string, string> = { $$: '$$', '\\(': '\\)', '\\[': '\\]' };

/** `$…$`, `$$…$$`, `\(…\)`, `\[…\]` or an environment that begins at `at`, within a line of text. */
export function inlineMathsAt(
  source: string,
  at: number,
  find: Find,
  isGrowing: boolean,
): MathsToken | null {
  const mark = source.slice(at, at + 2);
  const closing = closings[mark];
  if (closing === undefined) {
    if (mark === '\\b') return environment(source, at, find);
    return mark.startsWith('$') ? dollars(source, at, find, isGrowing) : null;
  }
  const end = find(closing, at + 2);
  if (end === -1 || end > at + LONGEST_FORMULA) {
    const isHalf =
      isGrowing && end === -1 && mark === '\\(' && source.length - at < LONGEST_FORMULA;
    return isHalf ? tokenOf(source.slice(at), source.slice(at + 2), false, true) : null;
  }
  const tex = source.slice(at + 2, end);
  return tex.trim() === '' ? null : tokenOf(source.slice(at, end + 2), tex, mark !== '\\(');
}

function environment(source: string, at: number, find: Find): MathsToken | null {
  if (find('\\end{', at) === -1) return null;
  const found = environmentAt(source, at);
  return found?.isWhole ? tokenOf(found.tex, found.tex, true) : null;
}

/** As pandoc reads it: no space inside the marks, no letter, digit or dollar on their outer sides. */
function dollars(source: string, at: number, find: Find, isGrowing: boolean): MathsToken | null {
  if (/[\w\\$]/.test(source.charAt(at - 1)) || /^\s?$/.test(source.charAt(at + 1))) return null;
  const end = nextDollar(source, at + 1, find);
  if (end === -1) {
    const rest = source.slice(at + 1, at + 1 + LONGEST_INLINE);
    const isHalf = isGrowing && rest.length < LONGEST_INLINE && surelyTex.test(rest);
    return isHalf ? tokenOf(source.slice(at), rest, false, true) : null;
  }
  if (end - at > LONGEST_INLINE) return null;
  const tex = source.slice(at + 1, end);
  const isOne = !/\s$|\n\s*\n/.test(tex) && !/[\dA-Z_$]/.test(source.charAt(end + 1));
  return isOne && !amount.test(tex) ? tokenOf(source.slice(at, end + 1), tex, false) : null;
}

function nextDollar(source: string, from: number, find: Find): number {
  let end = find('$', from);
  while (end > 0 && source.charAt(end - 1) === '\\') end = find('$', end + 1);
  return end;
}
