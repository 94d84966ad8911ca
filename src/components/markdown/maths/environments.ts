/** LaTeX environments that are formulas wherever they stand. */
const environment =
  /\\begin\{((?:align|alignat|gather|equation|multline|eqnarray|flalign|split|aligned|gathered|alignedat|array|cases|rcases|dcases|smallmatrix|[bBpvV]?matrix|CD)\*?)\}/y;

/** A longer formula is nobody's: what looks like one begins and ends by accident. */
export const LONGEST_FORMULA = 4_000;

/** The environment that begins at `at`: with its end, or with all there is while that has not come. */
export function environmentAt(
  source: string,
  at: number,
): { tex: string; isWhole: boolean } | null {
  environment.lastIndex = at;
  const name = environment.exec(source)?.[1];
  if (name === undefined) return null;
  const rest = source.slice(at, at + LONGEST_FORMULA);
  const [begin, end] = [`\\begin{${name}}`, `\\end{${name}}`];
  let from = begin.length;
  for (let depth = 1; depth > 0;) {
    const next = rest.indexOf(end, from);
    if (next === -1) return isOne(rest) ? { tex: rest, isWhole: false } : null;
    depth += rest.slice(from, next).split(begin).length - 2;
    from = next + end.length;
  }
  const tex = rest.slice(0, from);
  return isOne(tex) ? { tex, isWhole: true } : null;
}

/** TeX allows no empty lines in a formula. */
function isOne(tex: string): boolean {
  return tex.length < LONGEST_FORMULA && !/\n[ \t]*\n/.test(tex);
}
