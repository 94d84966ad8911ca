import type { Filter } from '#contract/filter';
import type { CompletionSearch } from '@/lib/completion-search';
import { isPlain } from '@/lib/listing-params';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { filterText } from '@/components/filter-text';
import { type ShowSearch, withoutFilter, withoutFilters } from './use-completion-search';

type Props = {
  search: CompletionSearch;
  onChange: ShowSearch;
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
};

/** Every filter that is on, each with its way out, and what the URL says that cannot be used. */
export function FilterChips({ search, onChange, plainLabel }: Props) {
  const { filters, unknown } = search;
  // The text has a field of its own, in which it can be seen and removed.
  const shown = plainLabel === null ? filters.filter(({ field }) => field !== 'q') : filters;
  return (
    <>
      {shown.map((filter) => (
        <FilterChip
          key={`${filter.field} ${filter.key ?? ''} ${filter.value}`}
          filter={filter}
          reason={
            plainLabel === null || isPlain(filter, filters)
              ? null
              : `not used: ${plainLabel} cannot filter by it`
          }
          onRemove={() => onChange(withoutFilter(search, filter))}
        />
      ))}
      {unknown.map(([name, value], index) => (
        <span key={`${name}=${value}`} className="flex items-center gap-1">
          <Chip
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
  const chip = <Chip {...filterText(filter)} onRemove={onRemove} />;
  if (reason === null) return chip;
  return (
    <span className="flex items-center gap-1">
      {chip}
      <span className="text-xs text-warning-ink">{reason}</span>
    </span>
  );
}
