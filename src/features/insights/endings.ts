import type { ModelGroup } from '#contract/wire/models';
import type { Counted } from '#contract/wire/table';

/** `days`: until then, below 0 once it is over; `count`: how many completions used it. */
export type Ending = { model: string; day: string; days: number; count: number };

const DAY_MS = 86_400_000;
/** Later ends are no news yet. */
const AHEAD = 90;
const MOST = 3;

/** Models in use that end within three months, the next first. Several providers may have one: it ends where it ends first. */
export function endingOf(
  groups: readonly ModelGroup[],
  used: readonly Counted[],
  now: number,
): Ending[] {
  const counts = new Map(used.map(({ value, count }) => [value, count]));
  const found = new Map<string, Ending>();
  for (const { provider, models } of groups) {
    for (const { id, ends } of models) {
      const model =
        provider !== null && id.startsWith(`${provider}:`) ? id.slice(provider.length + 1) : id;
      const count = counts.get(model) ?? 0;
      if (ends === null || count === 0) continue;
      const days = Math.ceil((Date.parse(ends) - now) / DAY_MS);
      const known = found.get(model);
      if (days <= AHEAD && (!known || days < known.days))
        found.set(model, { model, day: ends, days, count });
    }
  }
  return [...found.values()].toSorted((a, b) => a.days - b.days).slice(0, MOST);
}
