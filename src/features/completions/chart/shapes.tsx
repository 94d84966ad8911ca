import { memo } from 'react';
import { REST } from '@/components/chart/series-colors';
import { type Bar, sum } from './drawn';

const FILLS = [
  'fill-series-1',
  'fill-series-2',
  'fill-series-3',
  'fill-series-4',
  'fill-series-5',
  'fill-series-rest',
];
/** In pixels; the caps that stand for what failed are seen however few they are. */
const HEIGHT = 64;
const CAP = 3;
const GAP = 0.5;

type Props = {
  bars: readonly Bar[];
  /** Of each series. */
  colors: readonly number[];
  /** Of the scale. */
  top: number;
};

/** The bars: what is in the range in the colours of its names, what is outside dim, what failed as a red cap. */
export const Shapes = memo(function Shapes({ bars, colors, top }: Props) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${Math.max(1, bars.length)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full"
    >
      {bars.map((bar, index) => (
        <g key={bar.t}>
          {piecesOf(bar, colors, top).map(({ y, height, className }) => (
            <rect
              key={y}
              x={index + 0.04}
              width={0.92}
              y={y}
              height={height}
              className={className}
            />
          ))}
        </g>
      ))}
    </svg>
  );
});

type Piece = { y: number; height: number; className: string };

/** From the bottom up. */
function piecesOf(bar: Bar, colors: readonly number[], top: number): Piece[] {
  const parts = [
    ...bar.counts.map((count, at) => ({
      count: count - (bar.failed[at] ?? 0),
      least: 1,
      className: FILLS[colors[at] ?? REST] ?? '',
    })),
    { count: sum(bar.failed), least: CAP, className: 'fill-danger' },
    { count: bar.outside - bar.failedOutside, least: 1, className: 'fill-series-outside' },
    { count: bar.failedOutside, least: CAP, className: 'fill-danger opacity-40' },
  ].filter(({ count }) => count > 0);
  const pieces: Piece[] = [];
  let y = HEIGHT;
  for (const { count, least, className } of parts) {
    const height = Math.max(least, (count / top) * HEIGHT);
    y = Math.max(0, y - height);
    pieces.push({ y, height: height > 2 ? height - GAP : height, className });
  }
  return pieces;
}
