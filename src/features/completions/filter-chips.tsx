import type { Filter } from '#contract/filter';
import type { CompletionSearch } from '@/lib/completion-search';
import { isPlain } from '@/lib/listing-params';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { isOneLine } from '@/ui/line-input';
import { filterText } from '@/components/filter-text';
import { type ShowSearch, withoutFilter, withoutFilters } from './use-completion-search';

type Props = {
  search: CompletionSearch;
  onChange: ShowSearch;
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
  /** Those that the source takes no notice of. */
  ignored: readonly Filter[];
};

/** Every filter that is on, each with its way out, and what the URL says that cannot be used. */
export function FilterChips({ search, onChange, plainLabel, ignored }: Props) {
  const { filters, unknown } = search;
  // The text has a field of its own, in which it can be seen and removed, if a field can hold it.
  const isInField = ({ field, value }: Filter) =>
    plainLabel === null && field === 'q' && isOneLine(value);
  const shown = filters.filter((filter) => !isInField(filter));
  function reasonOf(filter: Filter): string | null {
    if (plainLabel === null) return null;
    if (!isPlain(filter, filters)) return `not used: ${plainLabel} cannot filter by it`;
    return ignored.includes(filter) ? `${plainLabel} ignores this filter: showing all` : null;
  }

  return (
    <>
      {shown.map((filter) => (
        <FilterChip
          key={`${filter.field} ${filter.key ?? ''} ${filter.value}`}
          filter={filter}
          reason={reasonOf(filter)}
          onRemove={() => onChange(withoutFilter(search, filter))}
        />
      ))}
      {unknown.map(([name, value], index) => (
        <span key={`${name}=${value}`} className="flex items-center gap-1">
          <Chip
            tone="warning"
            name={name}
            value={value}
            onRemove={() =>
              onChange({ ...search, unknown: unknown.filter((_, other) => other !== index) })
            }
          />
          <span className="text-xs text-warning-ink">not used: no such filter or value</span>
        </span>
      ))}
      {filters.length > 0 && (
        <Button variant="ghost" size="sm" onClick={() => onChange(withoutFilters(search))}>
          Clear filters
        </Button>
      )}
    </>
  );
}

type ChipProps = { filter: Filter; reason: string | null; onRemove: () => void };

function FilterChip({ filter, reason, onRemove }: ChipProps) {
  const chip = { ...filterText(filter), onRemove };
  if (reason === null) return <Chip {...chip} />;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1">
      <Chip {...chip} tone="warning" />
      <span className="text-xs text-warning-ink">{reason}</span>
    </span>
  );
}
