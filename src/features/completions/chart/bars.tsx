import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { type Bucket, rangeText } from '@/components/chart/buckets';
import { Scale, Ticks } from './axes';
import { topOf } from '@/components/chart/scale';

const FILLS = [
  'fill-series-1',
  'fill-series-2',
  'fill-series-3',
  'fill-series-4',
  'fill-series-5',
  'fill-series-6',
  'fill-series-7',
  'fill-series-8',
];

type Range = { from: number; to: number };

type Props = {
  buckets: readonly Bucket[];
  /** Of each series. */
  colors: readonly number[];
  /** Seconds of one. */
  size: number;
  onSelect: (first: Bucket, last: Bucket) => void;
};

/**
 * Stacked bars. Dragging over them, or the arrow keys with Shift and then Enter, choose a stretch of time; a click, or
 * Enter alone, chooses one bar.
 */
export function Bars({ buckets, colors, size, onSelect }: Props) {
  const [range, setRange] = useState<Range | null>(null);
  const [isDragging, setDragging] = useState(false);
  const top = topOf(Math.max(0, ...buckets.map(({ total }) => total)));
  const chosen =
    range && buckets.slice(Math.min(range.from, range.to), Math.max(range.from, range.to) + 1);

  function indexAt(event: PointerEvent<HTMLElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - left) / width) * buckets.length);
    return Math.min(buckets.length - 1, Math.max(0, at));
  }

  function select() {
    const [first, last] = [chosen?.[0], chosen?.at(-1)];
    if (first && last) onSelect(first, last);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape' && range) setRange(null);
    if (step === undefined || event.altKey) return;
    event.preventDefault();
    const to = range
      ? Math.min(buckets.length - 1, Math.max(0, range.to + step))
      : buckets.length - 1;
    setRange({ from: event.shiftKey && range ? range.from : to, to });
  }

  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-[11px]/4 text-ink-3 tabular-nums">
      <Scale top={top} />
      <div className="relative h-16 border-b border-line">
        <span aria-hidden className="absolute inset-x-0 top-0 border-t border-line" />
        <span aria-hidden className="absolute inset-x-0 top-1/2 border-t border-line" />
        <button
          type="button"
          aria-label="Completions over time. Arrow keys choose a bar, with Shift several, Enter shows only those."
          className="absolute inset-0 cursor-crosshair touch-none focus-visible:-outline-offset-2"
          onKeyDown={onKeyDown}
          // A press of Enter or the space bar; pointers have chosen when they are let go.
          onClick={(event) => event.detail === 0 && select()}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setDragging(true);
            setRange({ from: indexAt(event), to: indexAt(event) });
          }}
          onPointerMove={(event) => {
            const to = indexAt(event);
            setRange((now) => ({ from: isDragging && now ? now.from : to, to }));
          }}
          onPointerUp={() => {
            setDragging(false);
            select();
          }}
          onPointerLeave={() => !isDragging && setRange(null)}
          onBlur={() => setRange(null)}
        >
          <Shapes
            {...{ buckets, colors, top, chosen }}
            first={range && Math.min(range.from, range.to)}
          />
        </button>
        <output
          className={
            chosen
              ? 'pointer-events-none absolute end-0 -top-6 rounded-md bg-raised px-2 py-1 text-xs text-ink shadow-overlay'
              : 'sr-only'
          }
        >
          {chosen ? rangeText(chosen, size) : rangeText(buckets, size)}
        </output>
      </div>
      <Ticks buckets={buckets} size={size} />
    </div>
  );
}

type ShapesProps = Pick<Props, 'buckets' | 'colors'> & {
  /** Of the scale. */
  top: number;
  chosen: readonly Bucket[] | null;
  /** Position of the first one that is chosen. */
  first: number | null;
};

function Shapes({ buckets, colors, top, chosen, first }: ShapesProps) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${Math.max(1, buckets.length)} 100`}
      preserveAspectRatio="none"
      className="size-full"
    >
      {chosen && first !== null && (
        <rect x={first} y={0} width={chosen.length} height={100} className="fill-accent-soft" />
      )}
      {buckets.map((bucket, index) => (
        <g key={bucket.t} className={chosen && !chosen.includes(bucket) ? 'opacity-40' : undefined}>
          <Stack bucket={bucket} colors={colors} x={index} highest={top} />
        </g>
      ))}
    </svg>
  );
}

type StackProps = { bucket: Bucket; colors: readonly number[]; x: number; highest: number };

function Stack({ bucket, colors, x, highest }: StackProps) {
  let top = 100;
  return bucket.counts.map((count, index) => {
    if (count === 0) return null;
    // Seen at all, however few they are.
    const height = Math.max(1.5, (count / highest) * 100);
    top -= height;
    return (
      <rect
        // The order of series is that of the answer.
        // oxlint-disable-next-line react/no-array-index-key
        key={index}
        x={x + 0.1}
        y={Math.max(0, top)}
        width={0.8}
        height={height}
        className={FILLS[colors[index] ?? 7] ?? 'fill-series-8'}
      />
    );
  });
}
