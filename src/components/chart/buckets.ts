import type { Series } from '#contract/wire/table';
import { formatDateTime, formatNumber } from '@/lib/format';

const DAY = 86_400;
/** With fewer, a single completion would be a slab over the whole width. */
const FEWEST = 30;

/** All that was created in one stretch of time, series by series. */
export type Bucket = { t: number; counts: number[]; total: number };

/**
 * Every bucket of the range, those without any too: a gap in the bars is a gap in time. A short range is shown amid
 * the time around it; without any series there is no range.
 */
export function bucketsOf({ bucket, from, to, series }: Series): Bucket[] {
  if (series.length === 0) return [];
  const start = Math.floor(from / bucket) * bucket;
  const spanned = Math.max(0, Math.floor((to - start) / bucket) + 1);
  const count = Math.max(FEWEST, spanned);
  const first = start - Math.floor((count - spanned) / 2) * bucket;
  const buckets = Array.from({ length: count }, (_, i): Bucket => ({
    t: first + i * bucket,
    counts: series.map(() => 0),
    total: 0,
  }));
  for (const [index, { points }] of series.entries()) {
    for (const { t, count: found } of points) {
      const at = buckets[Math.round((t - first) / bucket)];
      if (!at) continue;
      at.counts[index] = found;
      at.total += found;
    }
  }
  return buckets;
}

/** "Nov 3, 2026", or with the time where a bucket is shorter than a day. */
export function bucketName(t: number, size: number): string {
  const text = formatDateTime(t);
  return size >= DAY ? text.replace(/, [^,]*$/, '') : text.replace(/:\d\d (?=[AP]M)/, ' ');
}

export function rangeText(buckets: readonly Bucket[], size: number): string {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return '';
  const total = buckets.reduce((sum, { total: count }) => sum + count, 0);
  const from = bucketName(first.t, size);
  const name = first === last ? from : `${from} – ${bucketName(last.t, size)}`;
  return `${name}: ${formatNumber(total)}`;
}
