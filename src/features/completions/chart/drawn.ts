import { type Bucket, bucketsOf } from '@/components/chart/buckets';
import type { FramedSeries } from '@/queries/series-query';

/** A bar: what the filter lets through, and what lies outside its range of time. */
export type Bar = Bucket & { outside: number; failedOutside: number };

/** The bars, from the first one with something in it on, or the one in which the range begins. */
export function barsOf({ all, within }: FramedSeries, begin: number | null): Bar[] {
  const first = Math.min(...all.series.flatMap(({ points }) => points.map(({ t }) => t)));
  const from = Math.max(all.from, Math.min(first, begin ?? first));
  const inRange = new Map(
    bucketsOf({ ...within, from: all.from, to: all.to }).map((bucket) => [bucket.t, bucket]),
  );
  const none = within.series.map(() => 0);
  return bucketsOf({ ...all, from }).map(({ t, total, failed }) => {
    const inside = inRange.get(t) ?? { t, counts: none, failed: none, total: 0 };
    return {
      ...inside,
      outside: Math.max(0, total - inside.total),
      failedOutside: Math.max(0, sum(failed) - sum(inside.failed)),
    };
  });
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** Where a time lies, in bars from the start. */
export function placeOf(t: number, bars: readonly Bar[], size: number): number {
  const place = (t - (bars[0]?.t ?? 0)) / size;
  return Math.min(bars.length, Math.max(0, place));
}
