import { groundOf } from '@/components/chart/series-colors';
import { lineFilter, lineId } from '@/components/chart/split';
import type { Filter } from '#contract/filter';
import type { Series } from '#contract/wire/table';
import { formatNumber } from '@/lib/format';

type LegendsProps = {
  split: string;
  onFilter: (filter: Filter) => void;
  series: Series['series'];
  colors: readonly number[];
};

/** What each colour stands for; a click narrows the table to it. */
export function Legends({ series, split, colors, onFilter }: LegendsProps) {
  return (
    <ul aria-label="Series" className="flex min-w-0 flex-wrap gap-x-4 text-xs">
      {series.map((line, index) => (
        <li key={lineId(line)}>
          <Legend
            name={line.name}
            dot={groundOf(colors[index])}
            count={line.points.reduce((sum, point) => sum + point.count, 0)}
            filter={lineFilter(split, line)}
            onFilter={onFilter}
          />
        </li>
      ))}
    </ul>
  );
}

type LegendProps = {
  name: string;
  dot: string;
  count: number;
  filter: Filter | null;
  onFilter: (filter: Filter) => void;
};

function Legend({ name, dot, count, filter, onFilter }: LegendProps) {
  const text = (
    <>
      <span aria-hidden className={`size-2 shrink-0 rounded-xs ${dot}`} />
      <span className="max-w-48 truncate">{name || '(empty)'}</span>
      <span className="text-ink-3 tabular-nums">{formatNumber(count)}</span>
    </>
  );
  const look = 'inline-flex min-h-6 items-center gap-1.5';
  if (filter === null) return <span className={look}>{text}</span>;
  return (
    <button
      type="button"
      title={`Show only ${name || '(empty)'}`}
      className={`${look} hover:underline`}
      onClick={() => onFilter(filter)}
    >
      {text}
    </button>
  );
}
