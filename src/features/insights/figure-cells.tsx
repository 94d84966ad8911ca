import type { Figures } from '#contract/wire/table';
import { formatCost, formatDuration } from '@/lib/format';

/** Of the row of heads of a table of figures. */
export const FIGURES_HEAD =
  'text-xs text-ink-3 [&>th]:h-8 [&>th]:border-b [&>th]:border-line [&>th]:px-2 [&>th]:text-end [&>th]:font-normal';

function costText(cost: number | null, count: number): string {
  return cost === null ? (count > 0 ? 'no price' : '–') : formatCost(cost);
}

/** Three cells: cost, p50 and p95. */
export function TimesAndCost({ of: { cost, count, total_ms: ms } }: { of: Figures }) {
  return (
    <>
      <td>{costText(cost, count)}</td>
      <td>{ms ? formatDuration(ms.p50) : '–'}</td>
      <td>{ms ? formatDuration(ms.p95) : '–'}</td>
    </>
  );
}
