import { useQuery } from '@tanstack/react-query';
import type { Filter } from '#contract/filter';
import type { Connection } from '@/api/connection';
import { useSelectionStore } from '@/components/selection-store';
import { formatCost, formatNumber } from '@/lib/format';
import { useCapability } from '@/queries/capabilities';
import { seriesQuery } from '@/queries/series-query';

type Props = { connection: Connection; filters: readonly Filter[]; isAll: boolean };

/** What the selected ones have cost together, as far as that is known. */
export function SelectionCost({ connection, filters, isAll }: Props) {
  const costs = [...useSelectionStore((state) => state.ids).values()].map(({ cost }) => cost);
  const canAdd = useCapability(connection, 'table.series') && isAll;
  const series = useQuery({ ...seriesQuery(connection, filters, {}), enabled: canAdd });
  const points = (series.data?.series ?? []).flatMap((each) => each.points);
  const known = (isAll ? points.map(({ cost }) => cost) : costs).filter(isKnown);
  if (known.length === 0) return null;
  const isPart = !isAll && known.length < costs.length;
  return (
    <span
      className="me-1 text-ink-2 tabular-nums"
      title={isPart ? `${SUM} The others have no price.` : SUM}
    >
      ≈ {formatCost(known.reduce((sum, each) => sum + each, 0))}
      {isPart && ` for ${formatNumber(known.length)} of them`}
    </span>
  );
}

const SUM =
  'The sum of estimates, by the prices of each day, and of costs that providers reported.';

function isKnown(cost: number | null | undefined): cost is number {
  return typeof cost === 'number';
}
