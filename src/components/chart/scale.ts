/** Round numbers of one decade that divide by two, but for the last ones. */
const STEPS = [1, 2, 4, 6, 8, 10];

/** The round number at the top of a scale that reaches `highest`, at least 1. */
export function topOf(highest: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, highest)));
  return (STEPS.find((step) => step * decade >= highest) ?? 1) * decade;
}

/** The same for milliseconds: round in the unit that they are told in. */
export function topOfTime(highest: number): number {
  const unit = [3_600_000, 60_000, 1_000].find((ms) => highest > ms) ?? 1;
  return topOf(highest / unit) * unit;
}

/** The positions of at most `most` labels under `count` bars, evenly spread from the first one on. */
export function ticksOf(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
}
