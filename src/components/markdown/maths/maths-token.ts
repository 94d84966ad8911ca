import type { TokenizerExtension } from 'marked';
import { environmentAt, LONGEST_FORMULA } from './environments';

export type MathsToken = {
  type: 'maths';
  raw: string;
  /** TeX, without what encloses it. */
  tex: string;
  isBlock: boolean;
  /** Its end has not come yet: it is shown as it was written. */
  isUnclosed: boolean;
};

/** `$$…$$`, `\[…\]` and environments on lines of their own, without an empty line in them. */
export function blockMaths(isGrowing: boolean): TokenizerExtension {
  return {
    name: 'maths',
    level: 'block',
    start: (source) => {
      // Only this paragraph is asked about; the rest may be long.
      const end = source.indexOf('\n\n');
      const paragraph = end === -1 ? source : source.slice(0, end);
      for (const { index } of paragraph.matchAll(/\n {0,3}(?:\$\$|\\\[|\\begin\{)/g)) {
        // Ending the paragraph for what turns out to be none would cost a copy of it each time.
        if (blockAt(source.slice(index + 1), isGrowing)) return index;
      }
      return undefined;
    },
    tokenizer: (source) => blockAt(source, isGrowing) ?? undefined,
  };
}

function blockAt(source: string, isGrowing: boolean): MathsToken | null {
  const [opening, indent = '', mark] = /^( {0,3})(\$\$|\\\[|\\begin)/.exec(source) ?? [];
  if (opening === undefined || mark === undefined) return null;
  const isEnvironment = mark === '\\begin';
  const found = isEnvironment
    ? environmentAt(source, indent.length)
    : betweenMarks(source, opening.length, mark === '$$' ? '$$' : '\\]');
  if (!found) return null;
  const { tex, isWhole } = found;
  if (!isWhole) return isGrowing ? tokenOf(source, tex, true, true) : null;
  const end = isEnvironment ? indent.length + tex.length : opening.length + tex.length + 2;
  const rest = /^[ \t]*[.,;]?[ \t]*(?:\n|$)/.exec(source.slice(end, end + 100));
  return rest && tokenOf(source.slice(0, end + rest[0].length), tex, true);
}

function betweenMarks(source: string, from: number, closing: string) {
  const limit = source.slice(from, from + LONGEST_FORMULA);
  const end = limit.indexOf(closing);
  const tex = end === -1 ? limit : limit.slice(0, end);
  const isCut = /\n[ \t]*\n/.test(tex) || tex.length >= LONGEST_FORMULA;
  return isCut || tex.trim() === '' ? null : { tex, isWhole: end !== -1 };
}

export function tokenOf(
  raw: string,
  tex: string,
  isBlock: boolean,
  isUnclosed = false,
): MathsToken {
  return { type: 'maths', raw, tex: tex.trim(), isBlock, isUnclosed };
}
