import type { Metadata } from '#contract/metadata';

/** The pairs of many rows, as one array a column. */
export function pairsOfRows(
  rows: readonly { k: number; metadata: Metadata }[],
): [keys: string[], values: string[], positions: number[]] {
  const pairs = rows.flatMap(({ k, metadata }) =>
    Object.entries(metadata).map(([key, value]) => ({ key, value, k })),
  );
  return [pairs.map(({ key }) => key), pairs.map(({ value }) => value), pairs.map(({ k }) => k)];
}
