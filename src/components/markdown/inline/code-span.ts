/** Of a growing text: a longer one was a stray backtick. */
const LONGEST_HALF = 1_000;

/**
 * Code between runs of as many backticks. Each text is searched once for its runs, so that many of different lengths
 * cost no more than one.
 */
export function codeSpansIn(source: string) {
  let runs: Map<number, number[]> | undefined;

  function closing(length: number, from: number): number {
    runs ??= runsOf(source);
    const places = runs.get(length) ?? [];
    while ((places.at(-1) ?? Infinity) < from) places.pop();
    return places.at(-1) ?? -1;
  }

  /** The code behind the backticks at `at`; null where they are text. Growing, its end may still be missing. */
  return (at: number, isGrowing: boolean): { text: string | null; end: number } => {
    let begin = at;
    while (source.charAt(begin) === '`') begin += 1;
    const length = begin - at;
    const end = closing(length, begin);
    if (end !== -1) return { text: plainOf(source.slice(begin, end)), end: end + length };
    const rest = source.slice(begin, begin + LONGEST_HALF + 1);
    const isHalf = isGrowing && rest.trim() !== '' && rest.length <= LONGEST_HALF;
    return isHalf ? { text: rest, end: source.length } : { text: null, end: begin };
  };
}

/** Where runs of each length begin, the last one first. */
function runsOf(source: string): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const { 0: marks, index } of Array.from(source.matchAll(/`+/g)).toReversed()) {
    const places = runs.get(marks.length);
    if (places) places.push(index);
    else runs.set(marks.length, [index]);
  }
  return runs;
}

function plainOf(code: string): string {
  const line = code.replaceAll('\n', ' ');
  const isPadded = line.startsWith(' ') && line.endsWith(' ') && line.trim() !== '';
  return isPadded ? line.slice(1, -1) : line;
}
