import { groundOf } from '@/components/chart/series-colors';
import { lineFilter, lineId, lineName } from '@/components/chart/split';
import type { Filter } from '#contract/filter';
import type { Series } from '#contract/wire/table';
import { formatNumber } from '@/lib/format';

type LegendsProps = {
  split: string;
  onFilter: (filter: Filter) => void;
  series: Series['series'];
  colors: readonly number[];
  /** Of each series, and of those that failed: in the range, or of what is pointed at. */
  counts: readonly number[];
  failed: number;
};

const FAILED: Filter = { field: 'state', value: 'incomplete' };

/** What each colour stands for; a click narrows the table to it. */
export function Legends({ series, split, colors, counts, failed, onFilter }: LegendsProps) {
  return (
    <ul
      aria-label="Series"
      // Where room is short, the longest names lose theirs first.
      className="flex min-w-0 flex-wrap gap-x-3 overflow-hidden text-xs sm:grid sm:flex-1 sm:auto-cols-[minmax(0,max-content)] sm:grid-flow-col"
    >
      {series.map((line, index) => (
        <li key={lineId(line)} className="min-w-0">
          <Legend
            name={lineName(line)}
            mark={`size-2 rounded-xs ${groundOf(colors[index])}`}
            count={counts[index] ?? 0}
            filter={lineFilter(split, line)}
            onFilter={onFilter}
          />
        </li>
      ))}
      {failed > 0 && (
        <li className="min-w-0 text-danger-ink">
          <Legend
            name="incomplete"
            mark="h-1 w-2.5 rounded-xs bg-danger"
            count={failed}
            filter={FAILED}
            onFilter={onFilter}
          />
        </li>
      )}
    </ul>
  );
}

type LegendProps = {
  name: string;
  mark: string;
  count: number;
  filter: Filter | null;
  onFilter: (filter: Filter) => void;
};

function Legend({ name, mark, count, filter, onFilter }: LegendProps) {
  const text = (
    <>
      <span aria-hidden className={`shrink-0 ${mark}`} />
      <span className="max-w-48 min-w-0 truncate">{name}</span>
      <span className="font-medium tabular-nums">{formatNumber(count)}</span>
    </>
  );
  const look = 'flex min-h-6 max-w-full items-center gap-1.5 rounded-sm';
  if (filter === null) return <span className={look}>{text}</span>;
  return (
    <button
      type="button"
      title={`Show only ${name}`}
      className={`${look} hover:underline focus-visible:-outline-offset-2`}
      onClick={() => onFilter(filter)}
    >
      {text}
    </button>
  );
}
