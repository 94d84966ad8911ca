import { LOCAL_CONNECTION } from '@/api/connection';
import { FilterTokens } from '@/components/filters/filter-tokens';
import { type Filter, filterName, readFilters, type Unread } from '#contract/filter';

type Props = { where: string; onChange: (where: string) => void };

/** The filter of a rule, edited as in the table; what cannot be read is shown, and has to go. */
export function RuleFilter({ where, onChange }: Props) {
  const { filters, unread } = readFilters(new URLSearchParams(where));
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-2">Only where (optional)</legend>
      <FilterTokens
        connection={LOCAL_CONNECTION}
        filters={filters}
        rows={[]}
        plainLabel={null}
        onChange={(next) => onChange(textOf(next, unread))}
        unread={unread.map(({ name, value }) => [name, value])}
        onDropUnread={(dropped) =>
          onChange(
            textOf(
              filters,
              unread.filter((_, index) => index !== dropped),
            ),
          )
        }
      />
    </fieldset>
  );
}

function textOf(filters: readonly Filter[], unread: readonly Unread[]): string {
  return String(
    new URLSearchParams([
      ...filters.map((filter) => [filterName(filter), filter.value]),
      ...unread.map(({ name, value }) => [name, value]),
    ]),
  );
}
