import type { Figures, Insights } from '@/api/retrieve-insights';
import { useReviewSettings } from '@/components/review-settings';
import { topOf } from '@/components/chart/scale';
import { bucketName } from '@/components/chart/buckets';
import { formatCost, formatDuration, formatNumber, formatTokens } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import type { Filter } from '#contract/filter';
import { cx } from '@/ui/cx';
import { BarChart } from './bar-chart';
import { countOf, failuresOf, seriesOf, shareText, timesOf, totalOf } from './grouped';
import type { InsightsSearch } from './insights-search';
import { LineChart } from './line-chart';
import { Key, Mark } from './mark';
import { marksOf } from './mark-links';
import { Panel } from './panel';

const GROUNDS = [
  'bg-series-1',
  'bg-series-2',
  'bg-series-3',
  'bg-series-4',
  'bg-series-5',
  'bg-series-6',
  'bg-series-7',
  'bg-series-8',
];

type Props = { insights: Insights; search: InsightsSearch };

/** One legend and six panels of the same grid. */
export function Charts({ insights, search }: Props) {
  const { total, bucket, points, lines } = insights;
  const { split, filters } = search;
  const toTable = marksOf(insights, filters);
  const times = timesOf(insights);
  const series = seriesOf(lines, split);
  const at = new Map(points.map((point) => [point.t, point]));
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
            className: GROUNDS[color] ?? 'bg-series-8',
            title: `${day(t)}, ${shownText(name)}: ${text(value)}${of === 'count' ? '' : `, ${formatNumber(point.count)} requests`}`,
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
            <span aria-hidden className={cx('size-2 rounded-xs', GROUNDS[color])} />
            <Mark to={own && toTable({ filters: own })}>
              <bdi className="inline-block max-w-48 truncate align-bottom">
                {shownText(name) || '(empty)'}
              </bdi>{' '}
              <span className="text-ink-3 tabular-nums">{formatNumber(count)}</span>
            </Mark>
          </li>
        ))}
      </ul>
      <div className="grid gap-x-9 md:grid-cols-2 xl:grid-cols-3">
        <Panel name="Requests" figure={<Mark to={toTable({})}>{formatNumber(total.count)}</Mark>}>
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
          figure={total.cost === null ? '–' : formatCost(total.cost)}
          about={total.cost === null && 'No price is known for these models.'}
        >
          <BarChart bars={bars('cost', formatCost)} bucket={bucket} text={formatCost} />
        </Panel>
        <Times {...{ insights, times, at, day, toTable }} />
        <Failures {...{ insights, times, at, day, toTable }} />
        <Verdicts {...{ insights, times, at, day, toTable }} />
      </div>
    </>
  );
}

type PanelProps = {
  insights: Insights;
  times: readonly number[];
  /** Figures by the begin of their bucket. */
  at: ReadonlyMap<number, Figures>;
  day: (t: number) => string;
  toTable: ReturnType<typeof marksOf>;
};

function Times({ insights, times, at, day, toTable }: PanelProps) {
  const { total, bucket } = insights;
  const of = (which: 'p50' | 'p95') => times.map((t) => at.get(t)?.total_ms?.[which] ?? null);
  const highest = Math.max(1, ...of('p95').map((value) => value ?? 0));
  const first = total.first_token_ms;
  return (
    <Panel
      name="Time to the end"
      figure={total.total_ms === null ? '–' : formatDuration(total.total_ms.p50)}
      about={
        total.total_ms &&
        `p50 · ${formatDuration(total.total_ms.p95)} p95${first ? ` · ${formatDuration(first.p50)} to first token` : ''}`
      }
      legend={
        <>
          <Key className="bg-series-1">p50</Key>
          <Key className="bg-series-3">p95</Key>
        </>
      }
    >
      <LineChart
        bucket={bucket}
        top={topOf(highest)}
        text={formatDuration}
        lines={[
          { id: 'p95', className: 'stroke-series-3 [stroke-dasharray:4_4]', values: of('p95') },
          { id: 'p50', className: 'stroke-series-1', values: of('p50') },
        ]}
        columns={times.map((t) => {
          const figures = at.get(t);
          const { total_ms: ms = null } = figures ?? {};
          const title = ms
            ? `${day(t)}: p50 ${formatDuration(ms.p50)}, p95 ${formatDuration(ms.p95)}, of ${formatNumber(figures?.count ?? 0)}`
            : day(t);
          return { t, title, to: figures ? toTable({ t, bySlowness: true }) : null };
        })}
      />
    </Panel>
  );
}

function Failures({ insights, times, at, day, toTable }: PanelProps) {
  const { total, bucket } = insights;
  const kinds = failuresOf(total);
  const incomplete = totalOf(total.failures);
  return (
    <Panel
      name="Failures"
      figure={shareText(incomplete, total.count)}
      about={
        <Mark to={incomplete > 0 ? toTable({ filters: INCOMPLETE }) : null}>
          {formatNumber(incomplete)} of {formatNumber(total.count)} incomplete
        </Mark>
      }
      legend={kinds.map(({ id, name, tone, filters, count }) => (
        <Key key={id} className={TONES[tone]}>
          <Mark to={toTable({ filters })}>
            {name} {formatNumber(count)}
          </Mark>
        </Key>
      ))}
    >
      <BarChart
        bucket={bucket}
        text={formatTokens}
        bars={times.map((t) => {
          const figures = at.get(t);
          const failures = figures ? failuresOf(figures) : [];
          return {
            t,
            segments: failures.map(({ id, name, tone, filters, count }) => ({
              id,
              value: count,
              className: TONES[tone],
              title: `${day(t)}, ${name}: ${formatNumber(count)} of ${formatNumber(figures?.count ?? 0)}`,
              to: toTable({ t, filters }),
            })),
          };
        })}
      />
    </Panel>
  );
}

const TONES = { bad: 'bg-danger', warn: 'bg-warning' };
const INCOMPLETE: Filter[] = [{ field: 'state', value: 'incomplete' }];
/** The first verdict of a set is that of a good answer. */
const VERDICT_LINES = ['stroke-success', 'stroke-danger', 'stroke-warning'];
const VERDICT_GROUNDS = ['bg-success', 'bg-danger', 'bg-warning'];

function Verdicts({ insights, times, at, day, toTable }: PanelProps) {
  const { key, values } = useReviewSettings();
  const { total, bucket } = insights;
  const judged = totalOf(total.verdicts);
  const [good = ''] = values;
  const shown = values.slice(0, VERDICT_LINES.length);
  const share = (t: number, value: string) => {
    const { verdicts = [] } = at.get(t) ?? {};
    const all = totalOf(verdicts);
    return all === 0 ? null : (countOf(verdicts, value) / all) * 100;
  };
  return (
    <Panel
      name="Verdicts"
      figure={shareText(countOf(total.verdicts, good), judged)}
      about={
        judged === 0
          ? `Nothing judged: no completion has “${key}”.`
          : `${good}, of ${formatNumber(judged)} judged`
      }
      legend={shown.map((value, n) => (
        <Key key={value} className={VERDICT_GROUNDS[n] ?? ''}>
          <Mark
            to={
              countOf(total.verdicts, value) > 0
                ? toTable({ filters: [{ field: 'metadata', key, value }] })
                : null
            }
          >
            {value} {formatNumber(countOf(total.verdicts, value))}
          </Mark>
        </Key>
      ))}
    >
      <LineChart
        bucket={bucket}
        top={100}
        text={(value) => `${value} %`}
        lines={shown.toReversed().map((value) => {
          const n = shown.indexOf(value);
          return {
            id: value,
            className: cx(VERDICT_LINES[n], n > 0 && '[stroke-dasharray:4_4]'),
            values: times.map((t) => share(t, value)),
          };
        })}
        columns={times.map((t) => {
          const { verdicts = [] } = at.get(t) ?? {};
          const all = totalOf(verdicts);
          const parts = verdicts.map(({ value, count }) => `${value} ${formatNumber(count)}`);
          return {
            t,
            title: all === 0 ? day(t) : `${day(t)}: ${parts.join(', ')}`,
            to:
              all === 0
                ? null
                : toTable({ t, filters: [{ field: 'metadata_exists', value: key }] }),
          };
        })}
      />
    </Panel>
  );
}
