import { LOCAL_CONNECTION } from '@/api/connection';
import { filterText } from '@/components/filter-text';
import { AddFilter } from '@/components/filters/add-filter';
import { excludes, type Filter, filterName, readFilters } from '#contract/filter';
import { Chip } from '@/ui/chip';

type Props = { where: string; onChange: (where: string) => void };

/** The filter of a rule, with the builder of the table; what cannot be read is shown, and has to go. */
export function RuleFilter({ where, onChange }: Props) {
  const { filters, unread } = readFilters(new URLSearchParams(where));
  const write = (kept: readonly Filter[]) =>
    onChange(
      String(
        new URLSearchParams([
          ...kept.map((filter) => [filterName(filter), filter.value]),
          ...unread.map(({ name, value }) => [name, value]),
        ]),
      ),
    );
  function remove(name: string, value: string) {
    const params = new URLSearchParams(where);
    params.delete(name, value);
    onChange(String(params));
  }
  return (
    <fieldset>
      <legend className="text-xs font-medium text-ink-2">Only where (optional)</legend>
      <div className="mt-1 flex flex-wrap items-center gap-1.5">
        {filters.map((filter) => (
          <Chip
            key={`${filterName(filter)}=${filter.value}`}
            {...filterText(filter)}
            onRemove={() => write(filters.filter((other) => other !== filter))}
          />
        ))}
        {unread.map(({ name, value }) => (
          <span key={`${name}=${value}`} className="flex items-center gap-1">
            <Chip name={name} value={value} onRemove={() => remove(name, value)} />
            <span className="text-xs text-warning-ink">no such filter or value: remove it</span>
          </span>
        ))}
        <AddFilter
          connection={LOCAL_CONNECTION}
          filters={filters}
          rows={[]}
          plainLabel={null}
          onFilter={(...added) =>
            write([
              ...filters.filter((filter) => !added.some((other) => excludes(filter, other))),
              ...added,
            ])
          }
        />
      </div>
    </fieldset>
  );
}
