import { memo } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { formatBytes, formatDuration } from '@/lib/format';
import { cx } from '@/ui/cx';
import { barsOf, turningPoints, type WireKind } from './turning-points';
import type { WireEvent } from './wire-events';

const BARS = 96;

const GROUNDS: Record<WireKind, string> = {
  reasoning: 'bg-series-4',
  text: 'bg-series-1',
  calls: 'bg-series-2',
  other: 'bg-series-rest',
};

const LEGEND: [WireKind, string][] = [
  ['reasoning', 'reasoning'],
  ['text', 'text'],
  ['calls', 'tool calls'],
  ['other', 'other'],
];

type Props = { events: readonly WireEvent[] };

/**
 * When how much came: a strip over the time since the request, and below it where the stream turned. It reads every
 * event, so it is not drawn again at each letter of a search.
 */
export const WireStrip = memo(function WireStrip({ events }: Props) {
  const bars = barsOf(events, BARS);
  const most = Math.max(1, ...bars.map((bar) => bar?.size ?? 0));
  const seen = new Set(bars.map((bar) => bar?.kind));
  const end = events.at(-1)?.ms ?? 0;
  return (
    <figure aria-label="Events over time">
      <div aria-hidden className="flex h-9 items-end gap-px border-b border-line">
        {byPosition(bars, (bar) => (
          <span
            className={cx('min-w-0 flex-1 rounded-t-[1px]', bar && GROUNDS[bar.kind])}
            style={{ height: bar ? `${Math.max(8, (bar.size / most) * 100)}%` : 0 }}
          />
        ))}
      </div>
      <figcaption className="flex flex-wrap justify-between gap-x-3 pt-1 text-xs text-ink-3 tabular-nums">
        <span>0</span>
        <span className="flex gap-3">
          {LEGEND.filter(([kind]) => seen.has(kind)).map(([kind, name]) => (
            <span key={kind} className="flex items-center gap-1.5">
              <span aria-hidden className={cx('size-2 rounded-[2px]', GROUNDS[kind])} />
              {name}
            </span>
          ))}
        </span>
        <span>{formatDuration(Math.round(end))}</span>
      </figcaption>
      <ol aria-label="Turning points" className="mt-2 text-sm">
        {byPosition(turningPoints(events), ({ ms, kind, words, size }) => (
          <li className="flex min-h-7 items-center gap-3">
            <span className="w-16 shrink-0 text-end text-xs text-ink-3 tabular-nums">
              {formatDuration(Math.round(ms))}
            </span>
            <span aria-hidden className={cx('size-2 shrink-0 rounded-full', GROUNDS[kind])} />
            <span className="min-w-0 flex-1">{words}</span>
            <span className="text-xs text-ink-3 tabular-nums">{formatBytes(size)}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
});
