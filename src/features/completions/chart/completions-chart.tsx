import { useQuery } from '@tanstack/react-query';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import { memo, useState } from 'react';
import type { Connection } from '@/api/connection';
import { QueryError } from '@/components/query-error';
import type { Filter } from '#contract/filter';
import type { Series } from '#contract/wire/table';
import { seriesQuery } from '@/queries/series-query';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { Skeleton } from '@/ui/skeleton';
import { useLate } from '@/ui/use-late';
import { useStable } from '@/ui/use-stable';
import { chartFolded, splitChosen, useTableLayout } from '../table-layout';
import { Bars } from './bars';
import { bucketsOf } from '@/components/chart/buckets';
import { SplitSelect } from '@/components/chart/split-select';
import { Legends } from './legends';
import { SeriesTable } from './series-table';
import { colorsOf } from '@/components/chart/series-colors';

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
        {hasChart && <SplitSelect connection={connection} split={split} onChange={splitChosen} />}
        {hasChart && <Chart {...{ connection, filters, onFilter, split }} />}
      </div>
    </section>
  );
}

function Chart({ connection, filters, onFilter, split }: Props & { split: string }) {
  const query = useQuery({
    ...seriesQuery(connection, filters, { split }),
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
        {isTable && <SeriesTable data={data} />}
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
