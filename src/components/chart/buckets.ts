import type { Series } from '#contract/wire/table';
import { formatDateTime, formatNumber, formatTick } from '@/lib/format';

const DAY = 86_400;
/** With fewer, a single completion would be a slab over the whole width. */
const FEWEST = 30;

/** All that was created in one stretch of time, series by series; `failed` of them are incomplete. */
export type Bucket = {
  t: number;
  counts: number[];
  failed: number[];
  total: number;
};

/**
 * Every bucket of the range, those without any too: a gap in the bars is a gap in time. A short range is shown amid
 * the time around it; without any series there is no range.
 */
export function bucketsOf({ bucket, from, to, series }: Series): Bucket[] {
  if (series.length === 0) return [];
  const start = Math.floor(from / bucket) * bucket;
  const spanned = Math.max(0, Math.floor((to - 1 - start) / bucket) + 1);
  const count = Math.max(FEWEST, spanned);
  const first = start - Math.floor((count - spanned) / 2) * bucket;
  const buckets = Array.from({ length: count }, (_, i): Bucket => ({
    t: first + i * bucket,
    counts: series.map(() => 0),
    failed: series.map(() => 0),
    total: 0,
  }));
  for (const [index, { points }] of series.entries()) {
    for (const point of points) {
      const at = buckets[Math.round((point.t - first) / bucket)];
      if (!at) continue;
      at.counts[index] = point.count;
      at.failed[index] = point.failed;
      at.total += point.count;
    }
  }
  return buckets;
}

const UTC_DATE = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

/** "Nov 3, 2026" for days, which are those of UTC and say so where the reader's are others; or with the time. */
export function bucketName(t: number, size: number): string {
  const offset = new Date(t * 1000).getTimezoneOffset();
  if (size < DAY || Number.isNaN(offset)) return formatDateTime(t).replace(/:\d\d (?=[AP]M)/, ' ');
  return `${UTC_DATE.format(t * 1000)}${offset === 0 ? '' : ' UTC'}`;
}

/** The same, short, for an axis. */
export function bucketTick(t: number, size: number, isLong: boolean): string {
  return size < DAY ? formatTick(t, isLong) : bucketName(t, size).replace(/,.*/, '');
}

const UNITS: readonly [seconds: number, name: string][] = [
  [DAY, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** "day", "12 hours": what one bar stands for. */
export function sizeText(size: number): string {
  const [seconds, name] = UNITS.find(([unit]) => size >= unit && size % unit === 0) ?? [
    1,
    'second',
  ];
  return size === seconds ? name : `${formatNumber(size / seconds)} ${name}s`;
}
