import type { Connection } from '@/api/connection';
import { filterText } from '@/components/filter-text';
import type { Filter } from '#contract/filter';
import { isPlain } from '@/lib/listing-params';
import { useCapability } from '@/queries/capabilities';
import { useIgnoredFilters } from '@/queries/source/filter-trust';
import { Chip } from '@/ui/chip';

type Props = { connection: Connection; filters: readonly Filter[] };

/** Which part of the list is gone through, and which of its conditions the source cannot apply. */
export function ReviewFilters({ connection, filters }: Props) {
  const isTable = useCapability(connection, 'table.query');
  const ignored = useIgnoredFilters(connection, filters);
  if (filters.length === 0) return null;

  function reasonOf(filter: Filter): string | null {
    if (isTable) return null;
    const { label } = connection;
    if (!isPlain(filter, filters)) return `not used: ${label} cannot filter by it`;
    return ignored.includes(filter)
      ? `${label} ignores this filter: what matches is picked out`
      : null;
  }

  return (
    <ul
      aria-label="Filters"
      className="flex max-h-24 print:hidden flex-wrap items-center gap-1.5 scrolls-y border-b border-line px-5 py-1.5"
    >
      {filters.map((filter) => (
        <li
          key={`${filter.field} ${filter.key ?? ''} ${filter.value}`}
          className="flex min-w-0 items-center gap-1"
        >
          <Chip {...filterText(filter)} tone={reasonOf(filter) === null ? 'neutral' : 'warning'} />
          {reasonOf(filter) !== null && (
            <span className="text-xs text-warning-ink">{reasonOf(filter)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
