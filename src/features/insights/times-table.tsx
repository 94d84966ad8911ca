import { useState } from 'react';
import type { Insights } from '#contract/wire/table';
import { bucketName } from '@/components/chart/buckets';
import { formatNumber } from '@/lib/format';
import { FIGURES_HEAD, TimesAndCost } from './figure-cells';
import { Mark } from './mark';
import { failuresOf } from './grouped';
import type { InsightsSearch } from './insights-search';
import { marksOf } from './mark-links';

type Props = { insights: Insights; search: InsightsSearch };

/** What the charts show, in figures: for the keyboard, for readers of the screen, and to copy. */
export function TimesTable({ insights, search }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="pt-6 text-sm" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="w-fit text-ink-2">Show figures over time</summary>
      {isOpen && <Figures insights={insights} search={search} />}
    </details>
  );
}

function Figures({ insights, search }: Props) {
  const { points, bucket } = insights;
  const toTable = marksOf(insights, search.filters);
  return (
    <div className="scrolls-x pt-2 pb-3">
      <table className="w-full min-w-3xl whitespace-nowrap tabular-nums">
        <caption className="sr-only">Figures over time</caption>
        <thead>
          <tr className={FIGURES_HEAD}>
            <th scope="col" className="ps-0! text-start!">
              From
            </th>
            <th scope="col">Requests</th>
            <th scope="col">Tokens</th>
            <th scope="col">Cost</th>
            <th scope="col">p50</th>
            <th scope="col">p95</th>
            <th scope="col">Failures</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr
              key={point.t}
              className="[&>*]:h-8 [&>*]:border-b [&>*]:border-line [&>*]:px-2 [&>td]:text-end"
            >
              <th scope="row" className="ps-0! text-start font-normal">
                {bucketName(point.t, bucket)}
              </th>
              <td>
                <Mark to={toTable({ t: point.t })}>{formatNumber(point.count)}</Mark>
              </td>
              <td>{formatNumber(point.prompt_tokens + point.completion_tokens)}</td>
              <TimesAndCost of={point} />
              <td>
                {failuresOf(point).map(({ id, name, filters, count }) => (
                  <span key={id} className="ms-3">
                    <Mark to={toTable({ t: point.t, filters })}>
                      {name} {formatNumber(count)}
                    </Mark>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
