import { useQuery } from '@tanstack/react-query';
import type { Filter } from '#contract/filter';
import type { Connection } from '@/api/connection';
import { useSelectionStore } from '@/components/selection-store';
import { formatCost, formatNumber } from '@/lib/format';
import { useCapability } from '@/queries/capabilities';
import { countQuery } from '@/queries/count-query';
import { seriesQuery } from '@/queries/series-query';

type Props = { connection: Connection; filters: readonly Filter[]; isAll: boolean };

/** What the selected ones have cost together, as far as that is known. */
export function SelectionCost({ connection, filters, isAll }: Props) {
  const costs = [...useSelectionStore((state) => state.ids).values()].map(({ cost }) => cost);
  const canAdd = useCapability(connection, 'table.series') && isAll;
  const series = useQuery({ ...seriesQuery(connection, filters, {}), enabled: canAdd });
  const points = (series.data?.series ?? []).flatMap((each) => each.points);
  const known = (isAll ? points.map(({ cost }) => cost) : costs).filter(isKnown);
  // A filter by cost leaves out what has none.
  const isPriced = filters.some(({ field }) => field === 'cost_min' || field === 'cost_max');
  const withCost = [...filters, { field: 'cost_min' as const, value: '0' }];
  const priced = useQuery({ ...countQuery(connection, withCost), enabled: canAdd && !isPriced });
  if (known.length === 0) return null;
  const of = isAll ? points.reduce((sum, { count }) => sum + count, 0) : costs.length;
  const counted = isAll
    ? priced.data?.relation === 'exact'
      ? priced.data.value
      : of
    : known.length;
  const isPart = counted < of;
  return (
    <span
      className="me-1 text-ink-2 tabular-nums"
      title={isPart ? `${SUM} The others have no price.` : SUM}
    >
      ≈ {formatCost(known.reduce((sum, each) => sum + each, 0))}
      {isPart && ` for ${formatNumber(counted)} of them`}
    </span>
  );
}

const SUM =
  'The sum of estimates, by the prices of each day, and of costs that providers reported.';

function isKnown(cost: number | null | undefined): cost is number {
  return typeof cost === 'number';
}
