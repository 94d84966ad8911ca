import type { InsightLine, Insights } from '#contract/wire/table';
import { useVerdict } from '@/components/questions/review-store';
import { formatNumber, formatTokens } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { groundOf } from '@/components/chart/series-colors';
import { lineId, lineName } from '@/components/chart/split';
import { cx } from '@/ui/cx';
import { ShareBar } from '@/ui/share-bar';
import { FIGURES_HEAD, TimesAndCost } from './figure-cells';
import { Mark } from './mark';
import { countOf, type Series, shareText, totalOf } from './grouped';
import type { InsightsSearch } from './insights-search';
import { filtersFor, marksOf } from './mark-links';

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
  const colors = new Map(series.map(({ id, color }) => [id, color]));
  return (
    <section aria-label={`By ${name}`} className="pt-6">
      <h2 className="mb-1 text-sm font-semibold">
        By <bdi>{shownText(name)}</bdi>{' '}
        <span className="font-normal text-ink-3">
          {formatNumber(lines.length)}, most requests first
        </span>
      </h2>
      {/* With room below for a scroll bar that lies over what it scrolls. */}
      <div className="scrolls-x pb-3">
        <table className="w-full min-w-3xl text-sm tabular-nums">
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
              <th scope="col">Incomplete</th>
              <th scope="col" className="pe-0!">
                Judged {good}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <NameRow
                key={lineId(line)}
                {...{ insights, search, line }}
                ground={groundOf(colors.get(lineId(line)))}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type RowProps = {
  insights: Insights;
  search: InsightsSearch;
  line: InsightLine;
  /** As its bars have it. */
  ground: string;
};

function NameRow({ insights, search, line, ground }: RowProps) {
  const { key, values } = useVerdict();
  const [good = ''] = values;
  const toTable = marksOf(insights, search.filters);
  const own = filtersFor(search.split, [line]);
  const to = (...filters: NonNullable<typeof own>) =>
    own && toTable({ filters: [...own, ...filters] });
  const incomplete = totalOf(line.failures);
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
        <Mark to={incomplete > 0 ? to({ field: 'state', value: 'incomplete' }) : null}>
          {shareText(incomplete, line.count)}
        </Mark>
      </td>
      <td className="pe-0!">
        <Mark
          to={countOf(line.verdicts, good) > 0 ? to({ field: 'metadata', key, value: good }) : null}
        >
          {shareText(countOf(line.verdicts, good), judged)}
        </Mark>
      </td>
    </tr>
  );
}
