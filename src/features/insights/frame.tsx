import type { ReactNode } from 'react';
import { bucketTick } from '@/components/chart/buckets';
import { ticksOf } from '@/components/chart/scale';
import { Tick } from '@/components/chart/tick';

const MOST_TICKS = 5;
const LONG = 172_800;

type Props = {
  /** The value at the top of the scale; 0 where nothing was measured. */
  top: number;
  text: (value: number) => string;
  /** Whether half of the top is a value, too. */
  hasMiddle?: boolean;
  times: readonly number[];
  /** Seconds of one. */
  bucket: number;
  children: ReactNode;
};

/** The scale, the hairlines and the times of a chart; its marks lie in a row over the whole width. */
export function Frame({ top, text, hasMiddle = true, times, bucket, children }: Props) {
  const isLong = times.length * bucket > LONG;
  return (
    <div aria-hidden className="text-[11px]/4 text-ink-3 tabular-nums">
      <div className="grid grid-cols-[minmax(2.75rem,auto)_minmax(0,1fr)]">
        <div className="flex h-26 flex-col justify-between pe-2 whitespace-nowrap">
          {top > 0 && (
            <>
              <span className="-mt-2">{text(top)}</span>
              <span>{hasMiddle && text(top / 2)}</span>
              <span className="-mb-2">0</span>
            </>
          )}
        </div>
        <div className="relative flex h-26 border-b border-line">
          <span className="absolute inset-x-0 top-0 border-t border-line" />
          <span className="absolute inset-x-0 top-1/2 border-t border-line" />
          <div className="absolute inset-0 flex">{children}</div>
        </div>
        <div className="relative col-start-2 h-5 overflow-clip">
          {ticksOf(times.length, MOST_TICKS).map((at) => (
            <Tick key={at} share={at / times.length}>
              {bucketTick(times[at] ?? 0, bucket, isLong)}
            </Tick>
          ))}
        </div>
      </div>
    </div>
  );
}
