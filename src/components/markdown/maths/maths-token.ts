import type { TokenizerExtension, TokenizerThis, Tokens } from 'marked';

export type MathsToken = {
  type: 'maths';
  raw: string;
  /** TeX, without what encloses it. */
  tex: string;
  isBlock: boolean;
  /** Its end has not come yet: it is shown as it was written. */
  isUnclosed: boolean;
};

/** A longer formula is nobody's: what looks like one begins and ends by accident. */
const LONGEST = 4_000;
/** "$100k to US$": an amount and a word are prose. */
const amount = /^\d[\d.,]*\s*[a-z]*\s+[a-z]{2}/i;
/** Half a formula, and not half a sentence about money. */
const surelyTex = /^(?:\\|[A-Za-z]'?\s?[_^=(])/;

/** `$$…$$` and `\[…\]` on lines of their own, without an empty line in them. */
export function blockMaths(isGrowing: boolean): TokenizerExtension {
  return {
    name: 'maths',
    level: 'block',
    start: (source) => {
      // Only this paragraph is asked about; the rest may be long.
      const end = source.indexOf('\n\n');
      const paragraph = end === -1 ? source : source.slice(0, end);
      return /\n {0,3}(?:\$\$|\\\[)/.exec(paragraph)?.index;
    },
    tokenizer(source) {
      const [opening, mark] = /^ {0,3}(\$\$|\\\[)/.exec(source) ?? [];
      if (opening === undefined || mark === undefined) return undefined;
      const limit = source.slice(0, opening.length + LONGEST);
      const closing = mark === '$$' ? '$$' : '\\]';
      const end = limit.indexOf(closing, opening.length);
      const tex = limit.slice(opening.length, end === -1 ? undefined : end);
      const isCut = /\n[ \t]*\n/.test(tex) || tex.length >= LONGEST;
      if (isCut || tex.trim() === '') return undefined;
      if (end === -1) return isGrowing ? tokenOf(limit, tex, true, true) : undefined;
      const rest = /^[ \t]*[.,;]?[ \t]*(?:\n|$)/.exec(source.slice(end + 2));
      if (!rest) return undefined;
      return tokenOf(source.slice(0, end + 2 + rest[0].length), tex, true);
    },
  };
}

/** `$…$`, `$$…$$`, `\(…\)` and `\[…\]` within a line of text. */
export function inlineMaths(isGrowing: boolean): TokenizerExtension {
  return {
    name: 'maths',
    level: 'inline',
    // Behind a letter or a digit a dollar belongs to it: US$5.
    start: (source) => /(?<![\w\\$])\$(?=\S)/.exec(source)?.index,
    tokenizer(this: TokenizerThis, source) {
      if (source.startsWith('$') && !source.startsWith('$$')) return dollars(source, isGrowing);
      const mark = source.slice(0, 2);
      const closing = { $$: '$$', '\\(': '\\)', '\\[': '\\]' }[mark];
      if (closing === undefined) return undefined;
      const end = source.slice(0, LONGEST).indexOf(closing, 2);
      const tex = source.slice(2, end === -1 ? undefined : end);
      if (tex.trim() === '') return undefined;
      if (end !== -1) return tokenOf(source.slice(0, end + 2), tex, mark !== '\\(');
      return isGrowing && mark === '\\(' ? tokenOf(source, tex, false, true) : undefined;
    },
  };
}

function dollars(source: string, isGrowing: boolean): Tokens.Generic | undefined {
  // As pandoc reads it: no space inside the marks, no digit behind them.
  const found = /^\$(?!\s)((?:\\[\s\S]|[^\\$\n]|\n(?!\s*\n)){1,400}?)(?<!\s)\$(?![\dA-Z_$])/.exec(
    source,
  );
  const tex = found?.[1];
  if (tex !== undefined && !amount.test(tex)) return tokenOf(found![0], tex, false); // as tex is of it
  const rest = source.slice(1);
  const isHalf = isGrowing && !rest.includes('$') && rest.length < 400 && surelyTex.test(rest);
  return isHalf ? tokenOf(source, rest, false, true) : undefined;
}

function tokenOf(raw: string, tex: string, isBlock: boolean, isUnclosed = false): MathsToken {
  return { type: 'maths', raw, tex: tex.trim(), isBlock, isUnclosed };
}
