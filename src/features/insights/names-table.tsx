import Download from 'lucide-react/icons/download';
import type { InsightLine, Insights } from '#contract/wire/table';
import { useVerdict } from '@/components/questions/review-store';
import { formatNumber, formatTokens } from '@/lib/format';
import { saveFile } from '@/lib/save-file';
import { shownText } from '@/lib/shown-text';
import { groundOf } from '@/components/chart/series-colors';
import { lineId, lineName } from '@/components/chart/split';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { ShareBar } from '@/ui/share-bar';
import { FIGURES_HEAD, TimesAndCost } from './figure-cells';
import { figuresCsv } from './figures-csv';
import { Mark } from './mark';
import { countOf, failedOf, type Series, shareText, timesOf, totalOf } from './grouped';
import type { InsightsSearch } from './insights-search';
import { filtersFor, marksOf } from './mark-links';
import { SparkLine } from './spark-line';

type Props = {
  insights: Insights;
  search: InsightsSearch;
  /** As the charts draw them. */
  series: readonly Series[];
  name: string;
};

/** The same figures name by name; each count leads to the completions that it counts. */
export function NamesTable({ insights, search, series, name }: Props) {
  const { values } = useVerdict();
  const { lines } = insights;
  const [good = ''] = values;
  const times = lastTimes(insights);
  const colors = new Map(series.map(({ id, color }) => [id, color]));
  return (
    <section aria-label={`By ${name}`} className="pt-6">
      <div className="flex items-center justify-between">
        <h2 className="text-sm font-semibold">
          By <bdi>{shownText(name)}</bdi>{' '}
          <span className="ms-1.5 font-normal text-ink-3">
            {formatNumber(lines.length)}, most requests first
          </span>
        </h2>
        <Button
          size="sm"
          variant="ghost"
          onClick={() =>
            saveFile(
              new Blob([figuresCsv(name, lines, good)], { type: 'text/csv' }),
              'insights.csv',
            )
          }
        >
          <Download aria-hidden className="size-3.5" />
          CSV
        </Button>
      </div>
      {/* With room below for a scroll bar that lies over what it scrolls. */}
      <div className="scrolls-x pb-3">
        <table className="w-full min-w-3xl text-sm whitespace-nowrap tabular-nums">
          <thead>
            <tr className={FIGURES_HEAD}>
              <th scope="col" dir="auto" className="ps-0! text-start! first-letter:uppercase">
                {shownText(name)}
              </th>
              <th scope="col" className="text-start!">
                Share of requests
              </th>
              <th scope="col">Requests</th>
              <th scope="col">Tokens</th>
              <th scope="col">Cost</th>
              <th scope="col">p50</th>
              <th scope="col">p95</th>
              <th scope="col">Failed</th>
              <th scope="col">
                Judged <bdi>{shownText(good)}</bdi>
              </th>
              <th scope="col" className="pe-0!">
                {times.length === DAYS && insights.bucket === DAY ? `${DAYS} days` : 'Over time'}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <NameRow
                key={lineId(line)}
                {...{ insights, search, line, times }}
                ground={groundOf(colors.get(lineId(line)))}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const DAY = 86_400;
const DAYS = 14;

/** Of days the last fourteen; shorter or longer buckets all. */
function lastTimes(insights: Insights): number[] {
  const times = timesOf(insights);
  return insights.bucket === DAY ? times.slice(-DAYS) : times;
}

type RowProps = {
  insights: Insights;
  search: InsightsSearch;
  line: InsightLine;
  /** Those of its small chart. */
  times: readonly number[];
  /** As its bars have it. */
  ground: string;
};

function NameRow({ insights, search, line, times, ground }: RowProps) {
  const { key, values } = useVerdict();
  const [good = ''] = values;
  const toTable = marksOf(insights, search.filters);
  const own = filtersFor(search.split, [line]);
  const to = (...filters: NonNullable<typeof own>) =>
    own && toTable({ filters: [...own, ...filters] });
  const failed = failedOf(line);
  const counts = new Map(line.points.map(({ t, count }) => [t, count]));
  const judged = totalOf(line.verdicts);
  return (
    <tr className="hover:bg-hover [&>*]:h-10 [&>*]:border-b [&>*]:border-line [&>*]:px-2 [&>td]:text-end">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the name within is its text */}
      <th scope="row" className="max-w-72 truncate ps-0! text-start font-normal">
        <span aria-hidden className={cx('me-2.5 inline-block size-2 rounded-xs', ground)} />
        <Mark to={to()}>
          <bdi>{lineName(line)}</bdi>
        </Mark>
      </th>
      <td>
        <span className="flex items-center gap-2.5 text-ink-3">
          <ShareBar share={line.count / insights.total.count} ground={ground} className="w-24" />
          {shareText(line.count, insights.total.count)}
        </span>
      </td>
      <td>
        <Mark to={to()}>{formatNumber(line.count)}</Mark>
      </td>
      <td>{formatTokens(line.prompt_tokens + line.completion_tokens)}</td>
      <TimesAndCost of={line} />
      <td>
        <Mark to={failed.filters && to(...failed.filters)}>
          {shareText(failed.count, line.count)}
        </Mark>
      </td>
      <td>
        <Mark
          to={countOf(line.verdicts, good) > 0 ? to({ field: 'metadata', key, value: good }) : null}
        >
          {shareText(countOf(line.verdicts, good), judged)}
        </Mark>
      </td>
      <td className="pe-0!">
        <SparkLine values={times.map((t) => counts.get(t) ?? 0)} />
      </td>
    </tr>
  );
}
