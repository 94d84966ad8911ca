import Table from 'lucide-react/icons/table';
import X from 'lucide-react/icons/x';
import { memo, useMemo, useState } from 'react';
import { colorsOf } from '@/components/chart/series-colors';
import { createdFilters } from '@/components/filters/tokens';
import type { Filter } from '#contract/filter';
import { formatDateTime } from '@/lib/format';
import { timeRangeWords } from '@/lib/time-range-text';
import type { TimeRange } from '@/lib/typed-time';
import type { FramedSeries } from '@/queries/series-query';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { IconButton } from '@/ui/icon-button';
import { Bars } from './bars';
import { BrushHandles, type End } from './brush-handles';
import { barsOf, placeOf, sum } from './drawn';
import { brushOf } from './frame';
import { Legends } from './legends';
import { SeriesTable } from './series-table';
import { useChoice } from './use-choice';

type Props = {
  data: FramedSeries;
  after?: string | undefined;
  before?: string | undefined;
  split: string;
  isLate: boolean;
  onFilter: (...filters: Filter[]) => void;
  /** Another range of time, in place of the one that is. */
  onRange: (range: TimeRange, options?: { replace: boolean }) => void;
};

/** Hundreds of shapes, which a page of the table that is turned does not change. */
export const Drawing = memo(function Drawing(props: Props) {
  const { data, after, before, split, isLate, onFilter, onRange } = props;
  const [hasFigures, setFigures] = useState(false);
  const { series, bucket } = data.within;
  const brush = brushOf(createdFilters({ after, before }), data.asOf);
  const begin = brush?.from ?? null;
  const bars = useMemo(() => barsOf(data, begin), [data, begin]);
  const colors = useMemo(() => {
    const names = data.within.series;
    return colorsOf(
      split,
      names.map(({ name, absent, rest }) => (rest ? null : absent ? 'no value' : name)),
    );
  }, [split, data]);
  const timeAt = (place: number) => (bars[0]?.t ?? 0) + Math.round(place) * bucket;
  const { choice, handlers } = useChoice(bars.length, ({ first, last }) =>
    onRange({ after: String(timeAt(first)), before: String(timeAt(last + 1)) }),
  );
  const rangeWords = timeRangeWords({ after, before }, new Date(data.asOf));
  const pointed = choice ? bars.slice(choice.first, choice.last + 1) : bars;

  function move(end: End, place: number, isStep: boolean) {
    const at = String(timeAt(place));
    onRange(end === 'from' ? { after: at, before } : { after, before: at }, { replace: isStep });
  }

  if (bars.length === 0) return <p className="flex-1 text-xs text-ink-3">Nothing to draw.</p>;
  return (
    <div className={cx('contents', isLate && '*:opacity-60')}>
      <Legends
        {...{ series, split, colors, onFilter }}
        counts={series.map((_, index) => sum(pointed.map(({ counts }) => counts[index] ?? 0)))}
        failed={sum(pointed.map(({ failed }) => sum(failed)))}
      />
      <span className="ms-auto flex shrink-0 items-center">
        <IconButton
          label="Show figures"
          size="iconSm"
          aria-expanded={hasFigures}
          onClick={() => setFigures(!hasFigures)}
        >
          <Table aria-hidden className="size-3.5" />
        </IconButton>
        {brush && (
          <Button
            variant="ghost"
            size="sm"
            aria-label={`Clear the range: ${rangeWords}`}
            className="font-normal text-ink-3"
            onClick={() => onRange({})}
          >
            <span className="max-w-48 truncate">{rangeWords}</span>
            <X aria-hidden className="size-3" />
          </Button>
        )}
      </span>
      {hasFigures && <SeriesTable data={data.within} />}
      <div className="w-full pt-1">
        <Bars {...{ bars, colors, choice, handlers }} size={bucket}>
          {brush && (
            <BrushHandles
              count={bars.length}
              ends={{
                from: brush.from === null ? 0 : placeOf(brush.from, bars, bucket),
                to: brush.to === null ? bars.length : placeOf(brush.to, bars, bucket),
              }}
              textAt={(place) => formatDateTime(timeAt(place))}
              onMove={move}
            />
          )}
        </Bars>
      </div>
    </div>
  );
});
