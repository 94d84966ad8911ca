/** So many of the last ones tell how fast it goes. */
const LAST = 12;
/** With fewer it is a guess. */
const FEWEST = 3;

/** Milliseconds for so many more, from the times of the verdicts before: the middle one of the last gaps, so that no break counts. */
export function timeLeft(times: readonly number[], open: number): number | null {
  const last = times.slice(-LAST - 1);
  const gaps = last.slice(1).map((time, at) => time - (last[at] ?? time));
  if (gaps.length < FEWEST) return null;
  const middle = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  return middle * open;
}

/** `less than a minute left`, `about 24 min left`, `about 3 h left`. */
export function leftText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) return 'less than a minute left';
  return minutes < 100 ? `about ${minutes} min left` : `about ${Math.round(minutes / 60)} h left`;
}
