import { expect, it } from 'vitest';
import { bucketSize } from './series';

it('chooses buckets of which 30 to 90 span a range, from minutes to decades', () => {
  for (let span = 30; span < 1e9; span = Math.ceil(span * 1.37)) {
    const buckets = span / bucketSize(span, undefined);
    expect(buckets).toBeLessThanOrEqual(90);
    // Nothing is finer than a second.
    expect(buckets).toBeGreaterThanOrEqual(Math.min(30, span));
  }
});

it('takes the asked size unless that would make too many buckets', () => {
  expect(bucketSize(3_600, 7)).toBe(7);
  expect(bucketSize(1_000_000, 1)).toBe(1_000);
});
