import { useVerdict } from '@/components/questions/review-store';
import { formatNumber } from '@/lib/format';
import { cx } from '@/ui/cx';
import type { Figures } from '#contract/wire/table';
import { pointsText } from './change';
import { countOf, shareText, totalOf } from './grouped';
import { LineChart } from './line-chart';
import { Key, Mark } from './mark';
import { Panel, type PanelProps } from './panel';

/** The first verdict of a set is that of a good answer. */
const VERDICT_LINES = ['stroke-success', 'stroke-danger', 'stroke-warning'];
const VERDICT_GROUNDS = ['bg-success', 'bg-danger', 'bg-warning'];

type Props = PanelProps & { before: Figures | undefined };

/** How those that were judged were judged. */
export function VerdictsPanel({ insights, times, at, day, toTable, before }: Props) {
  const { key, values } = useVerdict();
  const { total, bucket } = insights;
  const judged = totalOf(total.verdicts);
  const [good = ''] = values;
  const change = pointsText(goodShare(total, good), before ? goodShare(before, good) : null);
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
        judged === 0 ? (
          `Nothing judged: no completion has “${key}”.`
        ) : (
          <>
            {good}, of {formatNumber(judged)} judged
            {change && (
              <span className={change.startsWith('−') ? 'text-danger-ink' : undefined}>
                {' '}
                · {change}
              </span>
            )}
          </>
        )
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

/** Of 1; null where nothing was judged. */
function goodShare({ verdicts }: Figures, good: string): number | null {
  const judged = totalOf(verdicts);
  return judged === 0 ? null : countOf(verdicts, good) / judged;
}
