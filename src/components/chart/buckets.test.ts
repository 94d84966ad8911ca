import { describe, expect, it } from 'vitest';
import { bucketsOf } from './buckets';

const T = 1_790_000_000;

describe('the bars', () => {
  it('are none where nothing matched: not one of 1970', () => {
    expect(bucketsOf({ bucket: 86_400, from: 0, to: 0, series: [] })).toEqual([]);
  });

  it.each([1, 2, 20])('of %i s are as thin as those of more, each in its place', (span) => {
    const counts = [
      { t: T, count: 1 },
      { t: T + span - 1, count: 2 },
    ].slice(span === 1 ? 1 : 0);
    const points = counts.map((point) => ({
      ...point,
      failed: 0,
      tokens: 0,
      cost: null,
      total_ms_avg: null,
    }));
    const one = { bucket: 1, from: T, to: T + span, series: [{ name: 'm', points }] };
    const buckets = bucketsOf(one);
    expect(buckets.length).toBeGreaterThanOrEqual(30);
    const found = buckets.filter(({ total }) => total > 0);
    expect(found.map(({ t, total }) => ({ t, count: total }))).toEqual(counts);
    const at = buckets.findIndex(({ total }) => total > 0);
    expect(at).toBeGreaterThan(3);
    expect(at).toBeLessThan(buckets.length - 3);
  });
});
