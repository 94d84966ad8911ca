import { expect, it } from 'vitest';
import { createBatchSize } from './batch-size';

/** Rows of each commit, for so many rows that each take `msPerRow` of work. */
function commits(rows: number, msPerRow: number): number[] {
  const size = createBatchSize({ aimMs: 30, most: 500 });
  const sizes: number[] = [];
  for (let left = rows; left > 0;) {
    const batch = Math.min(left, size.rows());
    sizes.push(batch);
    size.worked(batch, batch * msPerRow);
    left -= batch;
  }
  return sizes;
}

it('commits 1,000 rows at most 20 times, so that a sync of 40 ms costs less than a second', () => {
  for (const msPerRow of [0.01, 0.1, 0.6, 5, 100])
    expect(commits(1_000, msPerRow).length).toBeLessThanOrEqual(20);
});

it('grows while the work is cheap, to its most', () => {
  expect(commits(2_000, 0.01)).toEqual([50, 100, 200, 400, 500, 500, 250]);
});

it('aims at the time of the work, and never goes below 50 rows', () => {
  expect(commits(400, 0.3).slice(0, 3)).toEqual([50, 100, 100]);
  expect(commits(200, 100)).toEqual([50, 50, 50, 50]);
});

it('learns nothing from a batch that was cut short, unless that was too much already', () => {
  const size = createBatchSize({ aimMs: 30, most: 500 });
  size.worked(50, 1);
  size.worked(3, 0.5);
  expect(size.rows()).toBe(100);
  size.worked(60, 60);
  expect(size.rows()).toBe(50);
});
