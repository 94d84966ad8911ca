import { formatNumber } from '@/lib/format';
import { type Bucket, bucketTick } from '@/components/chart/buckets';
import { ticksOf } from '@/components/chart/scale';
import { Tick } from '@/components/chart/tick';

const DAY = 86_400;

/** Top and middle of the scale; the numbers are in the table below as well. */
export function Scale({ top }: { top: number }) {
  return (
    <div aria-hidden className="flex h-16 flex-col justify-between text-end">
      <span className="-mt-2">{formatNumber(top)}</span>
      <span>{top % 2 === 0 && formatNumber(top / 2)}</span>
      <span className="-mb-2">0</span>
    </div>
  );
}

const MOST_TICKS = 7;

type Props = {
  buckets: readonly Bucket[];
  /** Seconds of one. */
  size: number;
};

/** A few of the times under the bars. */
export function Ticks({ buckets, size }: Props) {
  const isLong = buckets.length * size > 2 * DAY;
  const ticks = ticksOf(buckets.length, MOST_TICKS)
    .map((at) => ({ at, text: bucketTick(buckets[at]?.t ?? 0, size, isLong) }))
    // Bars of seconds: a minute is named once.
    .filter(({ text }, index, all) => text !== all[index - 1]?.text);
  return (
    <div aria-hidden className="relative col-start-2 h-4.5 overflow-clip">
      {ticks.map(({ at, text }) => (
        <Tick key={at} share={at / buckets.length}>
          {text}
        </Tick>
      ))}
    </div>
  );
}
