import { characterAt, characterBefore, flanking, isCjk } from './characters';

/** A run of `*`, `_` or `~`, as CommonMark's algorithm takes its marks one pair after the other. */
export type Run = {
  mark: string;
  /** Marks in the text, and those that are still words. */
  length: number;
  left: number;
  canOpen: boolean;
  canClose: boolean;
  /** How many marks each pair took, innermost first. */
  opens: number[];
  closes: number[];
  /** While the text grows: what it opens will probably be closed. */
  isPromising: boolean;
};

export function runAt(source: string, at: number, length: number): Run {
  const mark = source.charAt(at);
  const before = characterBefore(source, at);
  const after = characterAt(source, at + length);
  const { canOpen, canClose } = flanking(mark, before, after);
  // One tilde means "about", three are a fence that is none.
  const isText = mark === '~' && length !== 2;
  return {
    mark,
    length,
    left: length,
    canOpen: canOpen && !isText,
    canClose: canClose && !isText,
    opens: [],
    closes: [],
    isPromising: after !== '' && (!canClose || isCjk(before) || isCjk(after)),
  };
}

/**
 * Pairs the runs from `bottom` on, and takes them away: none of them pairs with others later. Each run looks back only
 * to where its kind has looked in vain before, so that it is linear in the runs. Returns what is still open.
 */
export function settleRuns(runs: Run[], bottom: number): Run[] {
  const openers: Run[] = [];
  const inVain = new Map<string, number>();
  for (const run of runs.slice(bottom)) {
    if (run.canClose) close(run, openers, inVain);
    if (run.canOpen && run.left > 0) openers.push(run);
  }
  runs.length = bottom;
  return openers;
}

function close(run: Run, openers: Run[], inVain: Map<string, number>): void {
  const kind = `${run.mark}${run.canOpen}${run.length % 3}`;
  while (run.left > 0) {
    const from = inVain.get(kind) ?? 0;
    let at = openers.length - 1;
    while (at >= from && !pairs(openers[at], run)) at -= 1;
    const opener = at >= from ? openers[at] : undefined;
    if (!opener) {
      inVain.set(kind, openers.length);
      return;
    }
    const used = run.mark === '~' || (opener.left > 1 && run.left > 1) ? 2 : 1;
    opener.opens.push(used);
    run.closes.push(used);
    opener.left -= used;
    run.left -= used;
    // What lies between the two can pair with nothing outside.
    openers.length = opener.left > 0 ? at + 1 : at;
    for (const [each, limit] of inVain)
      if (limit > openers.length) inVain.set(each, openers.length);
  }
}

function pairs(opener: Run | undefined, closer: Run): boolean {
  if (opener?.mark !== closer.mark) return false;
  if (opener.mark === '~') return opener.length === closer.length;
  // CommonMark's rules 9 and 10.
  const isEither = opener.canClose || closer.canOpen;
  const isThird = (opener.length + closer.length) % 3 === 0;
  return !(isEither && isThird && (opener.length % 3 !== 0 || closer.length % 3 !== 0));
}

/** Lets what a growing text has opened stay open to its end. */
export function openToTheEnd(openers: readonly Run[]): void {
  for (const run of openers.filter(({ isPromising }) => isPromising)) {
    while (run.left > 0) {
      const used = run.left > 1 ? 2 : 1;
      run.opens.unshift(used);
      run.left -= used;
    }
  }
}
