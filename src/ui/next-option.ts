/** So many options are in view. */
const PAGE = 8;

/** Where a key leads to in a list of options: the arrows go round, all else ends at the ends. */
export function nextOption(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  // From none, both enter at an end.
  if (step !== undefined)
    return active < 0 && step < 0 ? count - 1 : (active + step + count) % count;
  const to = { Home: 0, End: count - 1, PageDown: active + PAGE, PageUp: active - PAGE }[key];
  return to === undefined ? undefined : Math.min(count - 1, Math.max(0, to));
}
