import { useQuery, useQueryClient } from '@tanstack/react-query';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { useState } from 'react';
import type { Connection } from '@/api/connection';
import { sizeText } from '@/components/chart/buckets';
import { SplitSelect } from '@/components/chart/split-select';
import { createdFilters, rangeIn, tokensOf, withToken } from '@/components/filters/tokens';
import { Loaded } from '@/components/loaded';
import { type Filter, isOfTime } from '#contract/filter';
import { type Frame, type FramedSeries, framedSeriesQuery } from '@/queries/series-query';
import { useLate } from '@/ui/use-late';
import { useStable } from '@/ui/use-stable';
import { splitChosen, useHasChart, useTableLayout } from '../table-layout';
import { Drawing } from './drawing';
import { brushOf, frameAround } from './frame';

type Props = {
  connection: Connection;
  filters: readonly Filter[];
  /** Adds conditions, in place of what they exclude. */
  onFilter: (...filters: Filter[]) => void;
  onFilters: (filters: Filter[], options?: { replace: boolean }) => void;
};

/** How many there were when, above the table; folded away it is one line. */
export function CompletionsChart(props: Props) {
  const [hasChart, fold] = useHasChart();
  const { split } = useTableLayout();
  const { connection, filters } = props;
  const frame = useFrame(connection, filters, split);
  const query = useQuery({
    ...framedSeriesQuery(connection, filters, frame, split),
    placeholderData: (before: FramedSeries | undefined) => before,
    enabled: hasChart,
  });
  const unit = query.data && query.data.all.series.length > 0 && sizeText(query.data.all.bucket);
  const Chevron = hasChart ? ChevronDown : ChevronRight;
  return (
    <section aria-label="Completions over time" className="border-b border-line px-5 pt-1.5 pb-1">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3">
        <button
          type="button"
          aria-expanded={hasChart}
          aria-label={hasChart && unit ? `Chart, per ${unit}` : 'Chart'}
          title={hasChart ? 'Fold the chart' : 'Show the chart'}
          className="-ms-1 flex min-h-7 items-center gap-1 rounded-md px-1 text-xs font-medium text-ink-2 hover:bg-hover"
          onClick={() => fold(!hasChart)}
        >
          <Chevron aria-hidden className="size-3.5" />
          {hasChart && unit ? `Per ${unit}` : 'Chart'}
        </button>
        {hasChart && (
          <SplitSelect
            connection={connection}
            split={split}
            className="h-6"
            onChange={splitChosen}
          />
        )}
        {hasChart && <Chart {...props} query={query} split={split} />}
      </div>
    </section>
  );
}

const CHART_BARS = ['h-20.5'];

type ChartProps = Props & { query: ReturnType<typeof useQuery<FramedSeries>>; split: string };

function Chart({ query, filters, split, onFilter, onFilters }: ChartProps) {
  const isLate = useLate(query.isPlaceholderData);
  const show = useStable(onFilter);
  const created = tokensOf(filters).find(({ subject }) => subject === 'created') ?? null;
  const showRange = useStable((range: ReturnType<typeof rangeIn>, options?: { replace: boolean }) =>
    onFilters(withToken(filters, created, createdFilters(range)), options),
  );
  return (
    <Loaded query={query} what="the chart" bars={CHART_BARS} className="mt-1 w-full">
      {(data) => (
        <Drawing
          {...{ data, split, isLate }}
          {...(created && rangeIn(created))}
          onFilter={show}
          onRange={showRange}
        />
      )}
    </Loaded>
  );
}

/** The part of time to draw; it follows the range of the filter only where that could not be seen. */
function useFrame(connection: Connection, filters: readonly Filter[], split: string): Frame {
  const client = useQueryClient();
  const range = filters.filter(isOfTime);
  const around = (shown: Parameters<typeof frameAround>[1]) => {
    const now = Date.now();
    return frameAround(brushOf(range, now), shown, now);
  };
  const [held, setHeld] = useState(() => ({ filters, frame: around(null) }));
  if (JSON.stringify(range) === JSON.stringify(held.filters.filter(isOfTime))) return held.frame;
  const drawn = client.getQueryData(
    framedSeriesQuery(connection, held.filters, held.frame, split).queryKey,
  )?.all;
  const frame = around(drawn ? { from: drawn.from, to: drawn.to, frame: held.frame } : null);
  setHeld({ filters, frame });
  return frame;
}
