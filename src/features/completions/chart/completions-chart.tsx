import { useQuery } from '@tanstack/react-query';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import { memo, useState } from 'react';
import type { Connection } from '@/api/connection';
import type { Series, SeriesLine } from '@/api/retrieve-series';
import { QueryError } from '@/components/query-error';
import type { Filter } from '#contract/filter';
import { formatNumber } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { completionQueries } from '@/queries/completion-queries';
import { seriesQuery } from '@/queries/series-query';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { QuietSelect } from '@/ui/quiet-select';
import { Skeleton } from '@/ui/skeleton';
import { useLate } from '@/ui/use-late';
import { useStable } from '@/ui/use-stable';
import { chartFolded, splitChosen, useTableLayout } from '../table-layout';
import { Bars } from './bars';
import { bucketName, bucketsOf } from '@/components/chart/buckets';
import { colorsOf } from '@/components/chart/series-colors';

const DOTS = [
  'bg-series-1',
  'bg-series-2',
  'bg-series-3',
  'bg-series-4',
  'bg-series-5',
  'bg-series-6',
  'bg-series-7',
  'bg-series-8',
];

type Props = {
  connection: Connection;
  filters: Filter[];
  onFilter: (...filters: Filter[]) => void;
};

/** How many there were when, above the table; folded away it is one line. */
export function CompletionsChart({ connection, filters, onFilter }: Props) {
  const { hasChart, split } = useTableLayout();
  return (
    <section aria-label="Completions over time" className="border-b border-line px-5 pt-1.5 pb-1">
      <div className="flex min-h-8 flex-wrap items-center gap-x-2">
        <Button
          variant="ghost"
          size="sm"
          aria-expanded={hasChart}
          className="-ml-2"
          onClick={() => chartFolded(!hasChart)}
        >
          {hasChart ? (
            <ChevronUp aria-hidden className="size-3.5" />
          ) : (
            <ChevronDown aria-hidden className="size-3.5" />
          )}
          Chart
        </Button>
        {hasChart && <Split connection={connection} split={split} />}
        {hasChart && <Chart {...{ connection, filters, onFilter, split }} />}
      </div>
    </section>
  );
}

function Split({ connection, split }: { connection: Connection; split: string }) {
  const { data: facets } = useQuery(completionQueries(connection).facets([]));
  const keys = (facets?.metadata ?? []).map(({ key }) => `metadata[${key}]`);
  const all = [...new Set(['model', ...keys, split])];
  return (
    <QuietSelect
      aria-label="Split by"
      value={split}
      onChange={({ target }) => splitChosen(target.value)}
    >
      {all.map((name) => (
        <option key={name} value={name}>
          by {shownText(name.replace(/^metadata\[(.*)\]$/s, '$1'))}
        </option>
      ))}
    </QuietSelect>
  );
}

function Chart({ connection, filters, onFilter, split }: Props & { split: string }) {
  const query = useQuery({
    ...seriesQuery(connection, filters, split),
    placeholderData: (before: Series | undefined) => before,
  });
  const isLate = useLate(query.isPlaceholderData);
  const show = useStable(onFilter);
  if (query.isError) {
    return (
      <QueryError
        title="The chart could not be drawn"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (query.isPending) return <Skeleton className="h-22 w-full" />;
  return <Drawing {...{ split, isLate }} data={query.data} onFilter={show} />;
}

type DrawingProps = {
  data: Series;
  split: string;
  isLate: boolean;
  onFilter: Props['onFilter'];
};

/** Hundreds of shapes, which a page of the table that is turned does not change. */
const Drawing = memo(function Drawing({ data, split, isLate, onFilter }: DrawingProps) {
  const [isTable, setTable] = useState(false);
  const { series, bucket } = data;
  const buckets = bucketsOf(data);
  const colors = colorsOf(
    split,
    series.map(({ name }) => name),
  );
  if (buckets.length === 0) return <p className="text-xs text-ink-3">Nothing to draw.</p>;
  return (
    <div className={cx('contents', isLate && '*:opacity-60')}>
      <Legends {...{ series, split, colors, onFilter }} />
      <details
        className="ms-auto text-xs open:ms-0 open:w-full"
        onToggle={({ currentTarget }) => setTable(currentTarget.open)}
      >
        <summary className="cursor-pointer text-ink-3">Show figures</summary>
        {isTable && <AsTable series={data} />}
      </details>
      <div className="w-full pt-1">
        <Bars
          buckets={buckets}
          colors={colors}
          size={bucket}
          onSelect={(first, last) =>
            onFilter(
              { field: 'created_after', value: String(first.t) },
              { field: 'created_before', value: String(last.t + bucket) },
            )
          }
        />
      </div>
    </div>
  );
});

type LegendsProps = Pick<DrawingProps, 'split' | 'onFilter'> & {
  series: Series['series'];
  colors: readonly number[];
};

function Legends({ series, split, colors, onFilter }: LegendsProps) {
  return (
    <ul aria-label="Series" className="flex min-w-0 flex-wrap gap-x-4 text-xs">
      {series.map((line, index) => (
        <li key={keyOf(line)}>
          <Legend
            name={line.name}
            dot={DOTS[colors[index] ?? 7] ?? 'bg-series-8'}
            count={line.points.reduce((sum, point) => sum + point.count, 0)}
            filter={filterFor(split, line)}
            onFilter={onFilter}
          />
        </li>
      ))}
    </ul>
  );
}

/** A value may have the name of what is no value. */
function keyOf({ name, absent, rest }: SeriesLine): string {
  return absent ? 'absent' : rest ? 'rest' : `value ${name}`;
}

type LegendProps = {
  name: string;
  dot: string;
  count: number;
  filter: Filter | null;
  onFilter: Props['onFilter'];
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

/** What is put together is no single condition; what has no value is found by its absence. */
function filterFor(split: string, { name, absent, rest }: SeriesLine): Filter | null {
  if (rest) return null;
  const key = /^metadata\[(.*)\]$/s.exec(split)?.[1];
  if (key === undefined) return name === '' ? null : { field: 'model', value: name };
  if (absent) return { field: 'metadata_missing', value: key };
  return { field: 'metadata', key, value: name };
}

function AsTable({ series: data }: { series: Series }) {
  const { series, bucket } = data;
  const buckets = bucketsOf(data).filter(({ total }) => total > 0);
  return (
    <div className="max-h-48 scrolls">
      <table className="text-left tabular-nums">
        <thead>
          <tr>
            <th scope="col" className="pr-4 font-medium">
              From
            </th>
            {series.map((line) => (
              <th key={keyOf(line)} scope="col" className="pr-4 font-medium">
                {line.name || '(empty)'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map(({ t, counts }) => (
            <tr key={t}>
              <th scope="row" className="pr-4 font-normal whitespace-nowrap">
                {bucketName(t, bucket)}
              </th>
              {series.map((line, index) => (
                <td key={keyOf(line)} className="pr-4">
                  {formatNumber(counts[index] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
