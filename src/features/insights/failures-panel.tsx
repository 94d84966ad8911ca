import { formatNumber, formatTokens } from '@/lib/format';
import { BarChart } from './bar-chart';
import { failedOf, failuresOf, shareText } from './grouped';
import { Key, Mark } from './mark';
import { Panel, type PanelProps } from './panel';

const TONES = { bad: 'bg-danger', warn: 'bg-warning' };

/** How many have no answer, or only a part of one, and why. */
export function FailuresPanel({ insights, times, at, day, toTable }: PanelProps) {
  const { total, bucket } = insights;
  const kinds = failuresOf(total);
  const failed = failedOf(total);
  return (
    <Panel
      name="Failures"
      figure={shareText(failed.count, total.count)}
      about={
        <Mark to={failed.filters && toTable({ filters: failed.filters })}>
          {formatNumber(failed.count)} of {formatNumber(total.count)}
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
