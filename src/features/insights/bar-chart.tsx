import { Link } from 'react-router-dom';
import { topOf } from '@/components/chart/scale';
import { Frame } from './frame';

type Segment = {
  id: string;
  value: number;
  className: string;
  /** What the pointer is told: the day, the name, the figure. */
  title: string;
  /** To the table of just these; null where no filter says that. */
  to: string | null;
};
type Bar = { t: number; segments: Segment[] };

type Props = { bars: readonly Bar[]; bucket: number; text: (value: number) => string };

/** Stacked bars, each part a link for the pointer; the figures and their links for the keyboard are in the tables below. */
export function BarChart({ bars, bucket, text }: Props) {
  const sums = bars.map(({ segments }) => segments.reduce((sum, { value }) => sum + value, 0));
  const highest = Math.max(0, ...sums);
  const top = highest >= 1 ? topOf(highest) : smallTopOf(highest);
  // Half of one is no count.
  const hasMiddle = top !== 1 || !sums.every(Number.isInteger);
  return (
    <Frame {...{ top, text, hasMiddle, bucket }} times={bars.map(({ t }) => t)}>
      {bars.map(({ t, segments }) => (
        <span key={t} className="flex min-w-0 flex-1 flex-col-reverse">
          {segments.map(({ id, value, className, title, to }) => {
            // A height that comes from the figures is no class.
            const look = {
              className: `mx-auto block min-h-0.5 w-4/5 max-w-12 last:rounded-t-xs ${className}`,
              style: { height: `${(value / top) * 100}%` },
              title,
            };
            return to === null ? (
              <span key={id} {...look} />
            ) : (
              <Link key={id} {...look} to={to} tabIndex={-1} />
            );
          })}
        </span>
      ))}
    </Frame>
  );
}

/** Below 1: as for costs. */
function smallTopOf(highest: number): number {
  if (highest <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(highest));
  return topOf(highest / power) * power;
}
