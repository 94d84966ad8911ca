import { topOfTime } from '@/components/chart/scale';
import { formatDuration, formatNumber } from '@/lib/format';
import { LineChart } from './line-chart';
import { Key } from './mark';
import { Panel, type PanelProps } from './panel';

/** How long answers took. */
export function TimesPanel({ insights, times, at, day, toTable }: PanelProps) {
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
        `p50 · ${formatDuration(total.total_ms.p95)} p95${first ? ` · ${formatDuration(first.p50)} to first token` : ''} · within 1.5 %`
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
        top={topOfTime(highest)}
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
