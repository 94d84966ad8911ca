/** Rows that a commit has at the least: waiting for a slow disk costs the same for one row as for many. */
const LEAST = 50;

/** How many rows the next batch has. */
export type BatchSize = {
  rows(): number;
  /** A batch of `rows` took so many milliseconds of work, its commit not counted. */
  worked(rows: number, ms: number): void;
};

/**
 * Batches that grow and shrink so that the work of each takes about `aimMs`, for which others wait. What a commit waits
 * for its disk has no part in it: smaller batches would only wait more often.
 */
export function createBatchSize({ aimMs, most }: { aimMs: number; most: number }): BatchSize {
  let size = LEAST;
  return {
    rows: () => size,
    worked(rows, ms) {
      const affordable = (rows * aimMs) / Math.max(ms, 0.1);
      // One that was cut short says only when it was too much.
      if (rows < size && affordable >= size) return;
      // By half and double at most: one batch says little.
      const next = Math.round(Math.min(2 * size, Math.max(size / 2, affordable)));
      size = Math.min(most, Math.max(LEAST, next));
    },
  };
}
