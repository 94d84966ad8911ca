import type { Figures, Insights } from '#contract/wire/table';
import { bucketName } from '@/components/chart/buckets';
import { formatCost, formatCostTick, formatCount, formatNumber, formatTokens } from '@/lib/format';
import { groundOf } from '@/components/chart/series-colors';
import { cx } from '@/ui/cx';
import { BarChart } from './bar-chart';
import { beforeOf, changeText } from './change';
import { FailuresPanel } from './failures-panel';
import { type Series, timesOf } from './grouped';
import type { InsightsSearch } from './insights-search';
import { Mark } from './mark';
import { marksOf } from './mark-links';
import { Panel } from './panel';
import { TimesPanel } from './times-panel';
import { VerdictsPanel } from './verdicts-panel';

type Props = {
  insights: Insights;
  search: InsightsSearch;
  series: readonly Series[];
  /** Of the range before. */
  before: Figures | undefined;
};

/** One legend and six panels of the same grid. */
export function Charts({ insights, search: { filters, range }, series, before }: Props) {
  const { total, bucket, points } = insights;
  const toTable = marksOf(insights, filters);
  const times = timesOf(insights);
  const at = new Map(points.map((point) => [point.t, point]));
  const change = changeText(total.count, before?.count);
  const day = (t: number) => bucketName(t, bucket);

  const bars = (of: 'count' | 'tokens' | 'cost', text: (value: number) => string) =>
    times.map((t) => ({
      t,
      segments: series.flatMap(({ id, name, color, filters: own, points: values }) => {
        const point = values.get(t);
        const value = point?.[of] ?? 0;
        if (!point || value === 0) return [];
        return [
          {
            id,
            value,
            className: groundOf(color),
            title: `${day(t)}, ${name}: ${text(value)}${of === 'count' ? '' : `, ${formatCount(point.count, 'request')}`}`,
            to: own && toTable({ t, filters: own }),
          },
        ];
      }),
    }));

  return (
    <>
      <ul aria-label="Series" className="flex flex-wrap gap-x-4 gap-y-1 pt-4 text-xs">
        {series.map(({ id, name, color, count, filters: own }) => (
          <li key={id} className="flex min-h-6 min-w-0 items-center gap-1.5">
            <span aria-hidden className={cx('size-2 rounded-xs', groundOf(color))} />
            <Mark to={own && toTable({ filters: own })}>
              <bdi className="inline-block max-w-48 truncate align-bottom">{name}</bdi>{' '}
              <span className="text-ink-3 tabular-nums">{formatNumber(count)}</span>
            </Mark>
          </li>
        ))}
      </ul>
      <div className="grid gap-x-9 md:grid-cols-2 xl:grid-cols-3">
        <Panel
          name="Requests"
          figure={<Mark to={toTable({})}>{formatNumber(total.count)}</Mark>}
          about={change && `${change} ${beforeOf(range)?.words}`}
        >
          <BarChart bars={bars('count', formatNumber)} bucket={bucket} text={formatTokens} />
        </Panel>
        <Panel
          name="Tokens"
          figure={formatTokens(total.prompt_tokens + total.completion_tokens)}
          about={`${formatTokens(total.prompt_tokens)} in · ${formatTokens(total.completion_tokens)} out`}
        >
          <BarChart bars={bars('tokens', formatNumber)} bucket={bucket} text={formatTokens} />
        </Panel>
        <Panel
          name="Cost, estimate"
          figure={
            total.cost === null ? (total.count > 0 ? 'No price' : '–') : formatCost(total.cost)
          }
          about={
            total.cost === null
              ? 'No price is known for these models.'
              : changeText(total.cost, before?.cost)
          }
        >
          <BarChart bars={bars('cost', formatCost)} bucket={bucket} text={formatCostTick} />
        </Panel>
        <TimesPanel {...{ insights, times, at, day, toTable }} />
        <FailuresPanel {...{ insights, times, at, day, toTable }} />
        <VerdictsPanel {...{ insights, times, at, day, toTable, before }} />
      </div>
    </>
  );
}
