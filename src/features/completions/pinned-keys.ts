import type { Metadata } from '#contract/metadata';

/** So many keys stand in the head of the table; a cell has their values alone. */
const PINNED = 2;

/** The keys that most rows of a page have, in the order in which the page shows them. */
export function pinnedKeys(rows: readonly { metadata: Metadata }[]): string[] {
  const counts = new Map<string, number>();
  for (const { metadata } of rows)
    for (const key of Object.keys(metadata)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const most = [...counts].sort(([, one], [, other]) => other - one).slice(0, PINNED);
  const chosen = new Set(most.map(([key]) => key));
  return [...counts.keys()].filter((key) => chosen.has(key));
}
