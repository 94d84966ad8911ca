import { Link } from 'react-router-dom';
import { Frame } from './frame';

type Line = { id: string; className: string; values: (number | null)[] };
type Column = { t: number; title: string; to: string | null };
type Props = {
  lines: readonly Line[];
  columns: readonly Column[];
  bucket: number;
  /** The value at the top of the scale. */
  top: number;
  text: (value: number) => string;
};

/** Shares and times as lines; the column below the pointer is a link to what it is made of. */
export function LineChart({ lines, columns, bucket, top, text }: Props) {
  const count = Math.max(1, columns.length);
  return (
    <Frame
      {...{ text, bucket }}
      top={lines.some(({ values }) => values.some((value) => value !== null)) ? top : 0}
      times={columns.map(({ t }) => t)}
    >
      <svg
        viewBox={`0 0 ${count} 100`}
        preserveAspectRatio="none"
        className="pointer-events-none absolute inset-0 size-full overflow-visible"
      >
        {lines.map(({ id, className, values }) => (
          <path
            key={id}
            d={pathOf(values, top)}
            vectorEffect="non-scaling-stroke"
            className={`fill-none stroke-[1.75px] [stroke-linecap:round] [stroke-linejoin:round] ${className}`}
          />
        ))}
      </svg>
      {columns.map(({ t, title, to }) =>
        to === null ? (
          <span key={t} title={title} className="flex-1" />
        ) : (
          <Link key={t} title={title} to={to} tabIndex={-1} className="flex-1 hover:bg-hover" />
        ),
      )}
    </Frame>
  );
}

/** A line from value to value, over buckets without any; a value by itself is a short stroke. */
export function pathOf(values: readonly (number | null)[], top: number): string {
  const known = values.flatMap((value, at) =>
    value === null ? [] : [{ x: at + 0.5, y: 100 - Math.min(1, value / top) * 100 }],
  );
  const [only] = known;
  if (known.length === 1 && only) return `M${only.x - 0.4} ${only.y}h0.8`;
  return known.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}
